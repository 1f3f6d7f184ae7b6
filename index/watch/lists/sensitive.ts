/**
 * Open entries that name what belongs to a person: identity numbers, mobile numbers, home addresses, and names with facts
 * of health or punishment. Which words mean that is data (`config/vocabularies/sensitive-words.yaml`).
 */
import {
  SENSITIVE,
  type Sensitive,
  type SensitiveGroup,
  sensitiveWords,
} from '../../../config/sensitive-words.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { cut } from '../../../normalizer/text.ts';
import { CERTAINTIES, type Certainty, type Found, keyOf, type Reason } from '../finding.ts';
import { type SaidItem, saidItems } from '../said-items.ts';

/** Words shown of a reason. */
const MOST_WORDS = 8;

const BARE = /^有?效?证件(?:号码|号|编号)$/;
const KIND_OF_PAPER = /证件(?:类型|类别|种类|名称)$/;

interface Raised {
  kind: Sensitive;
  certainty: Certainty;
  words: string[];
}

export function sensitiveIn(entry: Entry): Found | undefined {
  if (entry.mode !== 'opening' || entry.openness?.class === 'closed' || entry.isRegistration)
    return undefined;
  const words = sensitiveWords();
  const text = `${entry.title} ${entry.description ?? ''}`;
  const items = saidItems(entry).filter((item) => isOwn(item));
  const raised = [...numbers(items), ...facts(entry.title, text, items)];
  if (raised.length === 0) return undefined;
  const milder = Number(words.masked.certain.test(text)) + Number(entry.openness?.class === 'on-application');
  const graded = raised.map((each) => ({ ...each, certainty: lowered(each.certainty, milder) }));
  const certainty = CERTAINTIES.find((each) => graded.some((one) => one.certainty === each)) as Certainty;
  return {
    list: 'sensitive',
    key: keyOf(entry.id),
    region: entry.spatial.code,
    sources: [entry.source],
    entries: [entry.id],
    title: entry.title,
    certainty,
    weight: graded.length,
    reasons: SENSITIVE.flatMap((kind) => graded.filter((each) => each.kind === kind)).map(reasonOf),
  };
}

const reasonOf = ({ kind, certainty, words }: Raised): Reason => ({
  code: kind,
  words: words.slice(0, MOST_WORDS).map((word) => cut(word, 60)),
  values: { certainty },
});

const lowered = (certainty: Certainty, steps: number): Certainty =>
  CERTAINTIES[Math.min(CERTAINTIES.indexOf(certainty) + steps, CERTAINTIES.length - 1)] as Certainty;

/** No paper that somebody brings, and nothing that is said not to be there. */
function isOwn({ before }: SaidItem): boolean {
  const { absent, papers } = sensitiveWords();
  return before === undefined || !(absent.certain.test(before) || papers.certain.test(before));
}

interface Named {
  certain: string[];
  maybe: string[];
}

function named(group: SensitiveGroup, items: SaidItem[]): Named {
  const { certain, maybe, not } = sensitiveWords()[group];
  const found: Named = { certain: [], maybe: [] };
  for (const name of new Set(items.map((item) => item.name))) {
    if (not.test(name)) continue;
    if (certain.test(name)) found.certain.push(name);
    else if (maybe.test(name)) found.maybe.push(name);
  }
  return found;
}

const isOfOrganisations = (items: SaidItem[]): boolean => named('organisation', items).certain.length > 0;

/** What is sensitive by itself; beside a person's name what may be it is. */
function numbers(items: SaidItem[]): Raised[] {
  const isNamed = named('person-name', items).certain.length > 0;
  const ofOrganisations = isOfOrganisations(items);
  const raised: Raised[] = [];
  for (const kind of ['identity-number', 'mobile-number', 'home-address'] as const) {
    const { certain, maybe } = named(kind, items);
    if (certain.length > 0) {
      // 统一社会信用代码/身份证号 of whoever was the other party: most are organisations.
      const sure = isNamed || (kind === 'identity-number' && !ofOrganisations);
      raised.push({ kind, certainty: sure ? 'certain' : 'likely', words: certain });
    } else if (maybe.length > 0 && (isNamed || (kind !== 'home-address' && isSomebodys(maybe, items)))) {
      const sure = isNamed && !ofOrganisations;
      raised.push({ kind, certainty: sure ? 'likely' : 'possible', words: maybe });
    }
  }
  return raised;
}

/** 证件号码 alone may be a certificate's. */
const isSomebodys = (words: string[], items: SaidItem[]): boolean =>
  words.some((word) => !BARE.test(word)) || items.some(({ name }) => KIND_OF_PAPER.test(name));

/** Facts of health and punishment, which are a person's where a person is named. */
function facts(title: string, text: string, items: SaidItem[]): Raised[] {
  const { roster, organisation } = sensitiveWords();
  const persons = named('person-name', items).certain;
  const roles = named('role-name', items).certain;
  const saysSo = organisation.title.test(text);
  const ofOrganisations = saysSo || isOfOrganisations(items);
  const isRoster = roster.certain.test(title) && !roster.not.test(title) && !saysSo;
  const raised: Raised[] = [];
  for (const kind of ['health', 'punishment'] as const) {
    const { certain, maybe } = named(kind, items);
    const subject = sensitiveWords()[kind].title.exec(title)?.[0];
    const words = [...certain, ...maybe, ...(subject === undefined ? [] : [subject])];
    if (words.length === 0) continue;
    if (persons.length > 0) {
      const sure = certain.length > 0 && !ofOrganisations;
      if (!sure && subject === undefined && ofOrganisations) continue;
      const certainty = sure ? 'certain' : ofOrganisations ? 'possible' : 'likely';
      raised.push({ kind, certainty, words: [...persons.slice(0, 2), ...words] });
    } else if (isRoster && subject !== undefined) raised.push({ kind, certainty: 'possible', words });
    // That a company's head is named with its penalty is prescribed.
    else if (kind === 'punishment' && roles.length > 0 && maybe.length > 0)
      raised.push({ kind, certainty: 'possible', words: [...roles.slice(0, 2), ...words] });
  }
  return raised;
}
