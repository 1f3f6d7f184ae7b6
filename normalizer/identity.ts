/**
 * Which entries denote the same thing. Pure and independent of order: the catalogue brings all members that
 * are connected by shared keys, and writes down the groups that come back.
 */
import { hash } from 'node:crypto';
import type { Entry, Kind } from './entry.ts';

/** What identity looks at of an entry; engines keep it beside the entry. */
export interface IdentityMember {
  /** Entry id. */
  id: string;
  /** Two entries with a key in common may denote the same thing; `resolve` has the last word. */
  keys: string[];
  /** Administrative depth of the source's region: 0 country, 1 province, 2 city, 3 county. */
  depth: number;
  kind: Kind;
}

/** Entries that denote one thing: the lead stands for it in search, the others are its further offers. */
export interface ResourceGroup {
  /** Made of the group's keys, never of who came first. */
  id: string;
  lead: string;
  /** The lead first, then by id. */
  members: string[];
}

/** Keys by which things are the same whatever else: the native catalogue id. */
const NATIVE = 'native:';
/** An entry's own key, where it has no native id. */
const OWN = 'entry:';
/** Keys of table and interface of one office's data in one source. */
const TWIN = 'twin:';

/** What a title adds to say that the same data is had through an interface, or as a table. */
const INTERFACE_TAIL = /(?:数据)?(?:api|接口)(?:服务|接口)?$/;
const TABLE_TAIL = /数据集$/;

/** Id of the one entry that can have this key; undefined where several can. */
export const ownerOf = (key: string): string | undefined =>
  key.startsWith(OWN) ? key.slice(OWN.length) : undefined;

/** Titles and offices are the same whatever their punctuation, width and case; digits and numerals tell apart. */
const lettersAndDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The keys of an entry. `depth` is the administrative depth of its source's region (`depthOf`). Equal titles
 * alone never share a key: 行政许可信息 of two cities, two offices or two districts is two things.
 */
export function identityMember(entry: Entry, depth: number): IdentityMember {
  const keys = [entry.nativeId === undefined ? `${OWN}${entry.id}` : `${NATIVE}${entry.nativeId}`];
  const title = lettersAndDigits(entry.title).replace(INTERFACE_TAIL, '').replace(TABLE_TAIL, '');
  if (entry.publisher !== undefined && title !== '') {
    const office = lettersAndDigits(entry.publisher.name);
    const place = entry.spatial.code;
    keys.push(
      `${TWIN}${hash('sha256', [entry.source, office, place, title].join('\n'), 'hex').slice(0, 32)}`,
    );
  }
  return { id: entry.id, keys, depth, kind: entry.kind };
}

/**
 * The groups of these members. The same native id is the same thing. Under a twin key, exactly one dataset and
 * one interface are the same thing; anything else there is ambiguous and stays apart.
 */
export function resolve(stated: IdentityMember[]): ResourceGroup[] {
  const members = [...new Map(stated.map((member) => [member.id, member])).values()];
  const byKey = new Map<string, IdentityMember[]>();
  for (const member of members) {
    for (const key of member.keys) {
      const holders = byKey.get(key);
      if (holders === undefined) byKey.set(key, [member]);
      else holders.push(member);
    }
  }
  const parents = new Map<string, string>(members.map(({ id }) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    while (parents.get(root) !== root) root = parents.get(root) as string;
    parents.set(id, root);
    return root;
  };
  for (const [key, holders] of byKey) {
    if (key.startsWith(TWIN) && !areTwins(holders)) continue;
    const [first, ...others] = holders as [IdentityMember, ...IdentityMember[]];
    for (const other of others) parents.set(rootOf(other.id), rootOf(first.id));
  }
  const groups = new Map<string, IdentityMember[]>();
  for (const member of members) {
    const root = rootOf(member.id);
    const grouped = groups.get(root);
    if (grouped === undefined) groups.set(root, [member]);
    else grouped.push(member);
  }
  return [...groups.values()].map(group).sort((a, b) => compare(a.id, b.id));
}

const areTwins = (holders: IdentityMember[]): boolean =>
  holders.length === 2 && new Set(holders.map(({ kind }) => kind)).isSupersetOf(new Set(['dataset', 'api']));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isInterface = ({ kind }: IdentityMember): number => (kind === 'api' ? 1 : 0);

/**
 * The lead is the entry of the deepest place: the province's copy never hides the city's. The group's id comes of
 * its smallest native key, else of the key of its table rather than of its interface: neither a further copy nor a
 * twin that joins later changes it.
 */
function group(members: IdentityMember[]): ResourceGroup {
  const [lead, ...others] = members.toSorted(
    (a, b) => b.depth - a.depth || isInterface(a) - isInterface(b) || compare(a.id, b.id),
  ) as [IdentityMember, ...IdentityMember[]];
  const native = smallest(members.flatMap(({ keys }) => keys.filter((key) => key.startsWith(NATIVE))));
  const tables = members.filter((member) => isInterface(member) === 0);
  const own = smallest((tables.length > 0 ? tables : members).flatMap(({ keys }) => keys));
  return {
    id: `r${hash('sha256', native ?? own ?? lead.id, 'hex').slice(0, 20)}`,
    lead: lead.id,
    members: [lead.id, ...others.map(({ id }) => id).sort(compare)],
  };
}

const smallest = (keys: string[]): string | undefined =>
  keys.reduce<string | undefined>(
    (least, key) => (least === undefined || key < least ? key : least),
    undefined,
  );
