/**
 * Which entries denote the same thing. Pure and independent of order: the catalogue brings all members that
 * are connected by shared keys, and writes down the groups that come back.
 */
import { hash } from 'node:crypto';
import { type Link, link, linkTitles, type Standing } from './identity/linking.ts';
import { type IdentityMember, JOINED, NATIVE, OWN, TITLE } from './identity.ts';
import { Joining } from './joining.ts';
import { linkRegistrations } from './registration/link-registrations.ts';

/** Entries that denote one thing: the lead stands for it in search, the others are its further offers. */
export interface ResourceGroup {
  /** Made of the group's keys, never of who came first. */
  id: string;
  lead: string;
  /** The lead first, then by id. */
  members: string[];
}

/**
 * The groups of these members. The same native id is the same thing; of one title in one place the offers are weighed
 * (`identity/linking.ts`); registrations join the thing that they are of (`link-registrations.ts`). What is known of how they
 * were resolved before saves comparing them again, and changes nothing.
 */
export function resolve(stated: IdentityMember[], standing: Standing = () => undefined): ResourceGroup[] {
  return stated.length === 1 ? [group(stated)] : weigh(stated, standing).groups;
}

/** The groups, and for what reasons their offers are together; registrations give theirs apart. */
export function weigh(
  stated: IdentityMember[],
  standing?: Standing,
): { groups: ResourceGroup[]; links: Link[] } {
  const members = [...new Map(stated.map((member) => [member.id, member])).values()].sort((a, b) =>
    compare(a.id, b.id),
  );
  const byKey = new Map<string, IdentityMember[]>();
  for (const member of members) {
    for (const key of member.keys) {
      const holders = byKey.get(key);
      if (holders === undefined) byKey.set(key, [member]);
      else holders.push(member);
    }
  }
  const joining = new Joining(members.map(({ id }) => id));
  const links: Link[] = [];
  const titles: IdentityMember[][] = [];
  for (const [key, holders] of byKey) {
    if (holders.length < 2) continue;
    if (key.startsWith(NATIVE) || key.startsWith(OWN) || key.startsWith(JOINED)) {
      const [first, ...others] = holders as [IdentityMember, ...IdentityMember[]];
      joining.join(holders.map(({ id }) => id));
      links.push(
        ...others.map((other) => link(first, other, [key.startsWith(JOINED) ? 'decided' : 'native-id'])),
      );
    } else if (key.startsWith(TITLE)) titles.push(holders.filter(({ registers: is }) => !is));
  }
  links.push(...linkTitles(titles, joining, standing));
  if (members.some(({ registers: is }) => is)) linkRegistrations(members, byKey, joining);
  const groups = Map.groupBy(members, ({ id }) => joining.of(id));
  return { groups: [...groups.values()].map(group).sort((a, b) => compare(a.id, b.id)), links };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isInterface = ({ kind }: IdentityMember): number => (kind === 'api' ? 1 : 0);
const registers = (member: IdentityMember): number => (member.registers ? 1 : 0);

/**
 * Who leads: an offer before a registration; the deepest place's platform, so that no republisher hides the holder's own;
 * whose it is before who collects; a table before an interface. The id comes of the native id, else of the entry, of the
 * one of that rank that was issued first: no copy, twin or registration that joins later changes it.
 */
const rank = (a: IdentityMember, b: IdentityMember): number =>
  registers(a) - registers(b) ||
  b.depth - a.depth ||
  collects(a) - collects(b) ||
  isInterface(a) - isInterface(b);

function group(members: IdentityMember[]): ResourceGroup {
  const [lead, ...others] = members.toSorted((a, b) => rank(a, b) || compare(a.id, b.id)) as [
    IdentityMember,
    ...IdentityMember[],
  ];
  const offers = members.filter((member) => registers(member) === registers(lead));
  const native = smallest(offers.flatMap(({ keys }) => keys.filter((key) => key.startsWith(NATIVE))));
  const [first] = members.toSorted(
    (a, b) => rank(a, b) || compare(issued(a), issued(b)) || compare(a.id, b.id),
  ) as [IdentityMember];
  return {
    id: `r${hash('sha256', native ?? first.keys[0] ?? first.id, 'hex').slice(0, 20)}`,
    lead: lead.id,
    members: [lead.id, ...others.map(({ id }) => id).sort(compare)],
  };
}

/** The resource of an entry that nothing else is the same as. */
export const resourceAlone = (member: IdentityMember): string => group([member]).id;

const collects = (member: IdentityMember): number => (member.collects ? 1 : 0);
const issued = ({ traits }: IdentityMember): string => traits?.issued ?? '9999';

const smallest = (keys: string[]): string | undefined =>
  keys.reduce<string | undefined>(
    (least, key) => (least === undefined || key < least ? key : least),
    undefined,
  );
