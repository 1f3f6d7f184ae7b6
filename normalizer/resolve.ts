/**
 * Which entries denote the same thing. Pure and independent of order: the catalogue brings all members that
 * are connected by shared keys, and writes down the groups that come back.
 */
import { hash } from 'node:crypto';
import { type IdentityMember, NATIVE, OWN, sourceOf, TITLE } from './identity.ts';
import { Joining } from './joining.ts';
import { linkRegistrations } from './link-registrations.ts';

/** Entries that denote one thing: the lead stands for it in search, the others are its further offers. */
export interface ResourceGroup {
  /** Made of the group's keys, never of who came first. */
  id: string;
  lead: string;
  /** The lead first, then by id. */
  members: string[];
}

/**
 * The groups of these members. The same native id is the same thing. Of one title of one office in one source and
 * place, exactly one dataset and one interface are the same thing; anything else there is ambiguous and stays apart.
 * Registrations join the thing that they are of (`link-registrations.ts`).
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
  const joining = new Joining(members.map(({ id }) => id));
  for (const [key, holders] of byKey) {
    if (holders.length < 2) continue;
    if (key.startsWith(NATIVE) || key.startsWith(OWN)) joining.join(holders.map(({ id }) => id));
    else if (key.startsWith(TITLE)) {
      for (const twins of twinsAmong(holders)) joining.join(twins.map(({ id }) => id));
    }
  }
  if (members.some(({ registers }) => registers)) linkRegistrations(members, byKey, joining);
  const groups = Map.groupBy(members, ({ id }) => joining.of(id));
  return [...groups.values()].map(group).sort((a, b) => compare(a.id, b.id));
}

function twinsAmong(holders: IdentityMember[]): IdentityMember[][] {
  const offers = holders.filter(({ registers }) => !registers);
  const together = Map.groupBy(offers, (member) => `${sourceOf(member)} ${member.place}`);
  return [...together.values()].filter(areTwins);
}

const areTwins = (holders: IdentityMember[]): boolean =>
  holders.length === 2 && new Set(holders.map(({ kind }) => kind)).isSupersetOf(new Set(['dataset', 'api']));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isInterface = ({ kind }: IdentityMember): number => (kind === 'api' ? 1 : 0);
const registers = (member: IdentityMember): number => (member.registers ? 1 : 0);

/**
 * The lead is the entry of the deepest place: the province's copy never hides the city's, and no registration the
 * thing. The group's id comes of its smallest native key, else of the key of its table rather than of its interface,
 * of an offer rather than of a registration: neither a further copy nor a twin nor a registration that joins later
 * changes it.
 */
function group(members: IdentityMember[]): ResourceGroup {
  const [lead, ...others] = members.toSorted(
    (a, b) =>
      registers(a) - registers(b) ||
      b.depth - a.depth ||
      isInterface(a) - isInterface(b) ||
      compare(a.id, b.id),
  ) as [IdentityMember, ...IdentityMember[]];
  const offers = preferred(members, ({ registers: is }) => !is);
  const native = smallest(offers.flatMap(({ keys }) => keys.filter((key) => key.startsWith(NATIVE))));
  const tables = preferred(offers, (member) => isInterface(member) === 0);
  const own = smallest(tables.flatMap(({ keys }) => keys));
  return {
    id: `r${hash('sha256', native ?? own ?? lead.id, 'hex').slice(0, 20)}`,
    lead: lead.id,
    members: [lead.id, ...others.map(({ id }) => id).sort(compare)],
  };
}

function preferred(members: IdentityMember[], wanted: (member: IdentityMember) => boolean): IdentityMember[] {
  const found = members.filter(wanted);
  return found.length > 0 ? found : members;
}

const smallest = (keys: string[]): string | undefined =>
  keys.reduce<string | undefined>(
    (least, key) => (least === undefined || key < least ? key : least),
    undefined,
  );
