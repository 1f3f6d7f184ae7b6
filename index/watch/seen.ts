/** What the lists that hold entries against each other keep of an entry, for the second look. */
import type { Entry } from '../../normalizer/entry.ts';
import { lettersAndDigits } from '../../normalizer/identity/letters.ts';
import { isNotice, type Traits } from '../../normalizer/identity/likeness.ts';
import { ZONE } from '../../normalizer/identity/whose.ts';
import { identityMember } from '../../normalizer/identity.ts';
import { cut } from '../../normalizer/text.ts';
import type { StoredEntry } from '../stored.ts';
import { kindOf } from './kinds.ts';

export interface Seen {
  id: string;
  source: string;
  resource: string;
  title: string;
  /** GB/T 2260 code of the place that the data is of. */
  place: string;
  /** Key of its kind; blank where the title names none. */
  kind: string;
  name: string;
  /** Start of the description, letters and digits: what the title leaves out may stand there. */
  said: string;
  /** Numbers in the title and what it says in brackets: other years, tables and parts are other things. */
  times: string;
  /** `justice@320600`, where it is known whose it is and the office holds what it lists. */
  office?: string;
  officeName?: string;
  traits?: Traits;
  /** It is for everybody, on whatever conditions. */
  open: boolean;
  /** Under authorised operation, or for money. */
  paid: boolean;
}

const SAID = 160;
const PARK = /(?:工业|自贸|经济|产业|科技)[^局厅委]*[区园](?:管委会|管理委员会)?$|管委会$/;
const TIMES = /[a-z]?\d+[a-z]?|[上下]半年|[一二三四]季度/giu;

export function seenOf({ entry, resource }: StoredEntry): Seen {
  const member = identityMember(entry, 0);
  const { key, name } = kindOf(entry.title, entry.spatial.code);
  const agent = entry.publisher ?? entry.holder;
  // A development zone is a place of its own, and a store (主题库) no office.
  const isOffice = agent?.office !== undefined && !ZONE.test(agent.name) && !PARK.test(agent.name);
  const isHolder =
    isOffice &&
    // Of some district, it is not said which: 区农业农村局 in a city.
    agent.region !== undefined &&
    member.office !== undefined &&
    !member.collects &&
    !member.office.endsWith('@?') &&
    !isNotice(member);
  return {
    id: entry.id,
    source: entry.source,
    resource,
    title: cut(entry.title, 200),
    place: member.place,
    kind: key,
    name: cut(name, 100),
    said: lettersAndDigits(entry.description?.slice(0, SAID) ?? ''),
    times: timesOf(entry.title),
    ...(isHolder && {
      office: member.office as string,
      ...(agent !== undefined && { officeName: cut(agent.name, 100) }),
      ...(member.traits !== undefined && { traits: member.traits }),
    }),
    open: isOpen(entry),
    paid: isPaid(entry),
  };
}

const BRACKETS = /[（(【[]([^（）()【】[\]]{1,30})[）)】\]]/gu;

function timesOf(title: string): string {
  const plain = title.normalize('NFKC');
  const aside = [...plain.matchAll(BRACKETS)].map(([, text = '']) => lettersAndDigits(text));
  return [...plain.matchAll(TIMES), ...aside].join(' ').toLowerCase();
}

export const isOpen = ({ mode, openness, isRegistration }: Entry): boolean =>
  mode === 'opening' && openness?.class !== 'closed' && !isRegistration;

export const isPaid = ({ mode, fee, isRegistration }: Entry): boolean =>
  !isRegistration && (mode === 'authorised-operation' || fee?.free === false);
