/**
 * Keeps resources as the entries come and go: what is connected to a change by shared keys is brought together,
 * resolved anew, and compared with what stands written. The same in every engine; how members are looked up is theirs.
 */
import { type IdentityMember, mostHolders, ownerOf } from '../../normalizer/identity.ts';
import { resolve } from '../../normalizer/resolve.ts';

/** The identity keys of an entry before and after a write; none where it was not, or is no more, alive. */
export interface KeyChange {
  before: string[];
  after: string[];
}

/** A living entry, and the group it is written under. `R` is what an engine calls an entry by. */
export interface WrittenMember<R> {
  identity: IdentityMember;
  resource: string;
  lead: R;
}

/** The living entries, with the changes in. */
export interface Members<R> {
  /** Living entries with that key, any `limit` of them. */
  holders(key: string, limit: number): R[];
  /** How many living entries have that key; of more than `limit` that there are more. */
  count(key: string, limit: number): number;
  alive(entry: R): boolean;
  member(entry: R): WrittenMember<R>;
  /** Entries of the resource that this one is written as the lead of; undefined where it is none. */
  offers(lead: R): number | undefined;
  /**
   * What stands written is what all writes before came to, none of them half done: of entries that did not change, those
   * of two resources are known to have nothing that makes them alike.
   */
  settled: boolean;
  /** Something that was asked for has still to be read: what comes of this look is not taken, it only finds what to read. */
  lacking?: () => boolean;
}

export interface Grouped<R> {
  resource: string;
  /** Its entries, the lead first. */
  members: R[];
  /** Of them, those that are written under another resource or lead. */
  moved: R[];
  /** Nobody left it and nothing of it changed, its lead among them: others have joined it, and are the only new ones. */
  joined: R[] | null;
}

/**
 * The resources whose members, lead or content are not as they stand written, of those that the changed entries, and
 * the ones `looked` at besides, belong to or belonged to.
 */
export function regroup<R>(
  members: Members<R>,
  changes: Map<R, KeyChange>,
  looked: Iterable<R> = [],
): Grouped<R>[] {
  const holders = new Map<string, R[]>();
  const shared = (key: string): R[] => {
    if (ownerOf(key) !== undefined) return NOBODY;
    let entries = holders.get(key);
    if (entries === undefined) {
      entries = members.holders(key, mostHolders(key) + 1);
      if (entries.length > mostHolders(key)) entries = [];
      holders.set(key, entries);
    }
    return entries;
  };
  const load = (entry: R) => {
    const written = members.member(entry);
    // A key whose holders were too many comes back empty: nobody has it.
    const keys = written.identity.keys.filter((key) => ownerOf(key) !== undefined || shared(key).length > 0);
    return { ...written, entry, identity: { ...written.identity, keys } };
  };
  const result: Grouped<R>[] = [];
  const seen = new Set<R>();
  const { found: seeds, rarer } = seedsOf(members, changes, looked, shared);
  for (const seed of seeds) {
    if (seen.has(seed)) continue;
    const component: ReturnType<typeof load>[] = [];
    const open = [seed];
    seen.add(seed);
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      const member = load(entry);
      component.push(member);
      for (const key of member.identity.keys) {
        for (const other of shared(key)) {
          if (seen.has(other)) continue;
          seen.add(other);
          open.push(other);
        }
      }
    }
    if (members.lacking?.()) continue;
    const byId = new Map(component.map((member) => [member.identity.id, member]));
    const standing = ({ id }: IdentityMember): string | undefined => {
      const member = byId.get(id) as (typeof component)[0];
      return changes.has(member.entry) ? undefined : member.resource;
    };
    // Of a key that says something again it was not looked at who is alike.
    const known =
      members.settled && !component.some(({ identity }) => identity.keys.some((key) => rarer.has(key)));
    const identities = component.map(({ identity }) => identity);
    for (const group of known ? resolve(identities, standing) : resolve(identities)) {
      const grouped = group.members.map((id) => byId.get(id) as (typeof component)[0]);
      const lead = (grouped[0] as (typeof component)[0]).entry;
      const moved = grouped
        .filter((each) => each.resource !== group.id || each.lead !== lead)
        .map(({ entry }) => entry);
      const come = new Set(moved);
      for (const { entry } of grouped) if (changes.has(entry)) come.add(entry);
      // As many as were written under this lead: then they are the very same, none has left.
      const stays = !come.has(lead) && members.offers(lead) === grouped.length - come.size;
      if (stays && come.size === 0) continue;
      result.push({
        resource: group.id,
        members: grouped.map(({ entry }) => entry),
        moved,
        joined: stays ? [...come] : null,
      });
    }
  }
  return result;
}

const NOBODY: never[] = [];

/**
 * Living holders of the keys that changed hands, those of keys that became too common (or ceased to be, the `rarer`) too.
 */
function seedsOf<R>(
  members: Members<R>,
  changes: Map<R, KeyChange>,
  looked: Iterable<R>,
  shared: (key: string) => R[],
): { found: Set<R>; rarer: Set<string> } {
  const found = new Set<R>();
  const rarer = new Set<string>();
  for (const entry of looked) if (members.alive(entry)) found.add(entry);
  const growth = new Map<string, number>();
  for (const [entry, { before, after }] of changes) {
    if (members.alive(entry)) found.add(entry);
    for (const key of before) growth.set(key, (growth.get(key) ?? 0) - 1);
    for (const key of after) growth.set(key, (growth.get(key) ?? 0) + 1);
  }
  for (const [key, by] of growth) {
    if (ownerOf(key) !== undefined) continue;
    let entries = shared(key);
    const most = mostHolders(key);
    if (entries.length === 0) {
      // How many more there are makes no difference: the key was too common before as well.
      const count = members.count(key, most + Math.max(by, 0));
      if (count - by > most || count === 0) continue;
      entries = members.holders(key, Number.MAX_SAFE_INTEGER);
    } else if (entries.length - by > most) rarer.add(key);
    for (const entry of entries) found.add(entry);
  }
  return { found, rarer };
}
