/**
 * Keeps resources as the entries come and go: what is connected to a change by shared keys is brought together,
 * resolved anew, and compared with what stands written. The same in every engine; how members are looked up is theirs.
 */
import { type IdentityMember, mostHolders } from '../../normalizer/identity.ts';
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
  /** How many living entries have that key. */
  count(key: string): number;
  alive(entry: R): boolean;
  member(entry: R): WrittenMember<R>;
  /** Entries of the resource that this one is written as the lead of; undefined where it is none. */
  offers(lead: R): number | undefined;
}

export interface Grouped<R> {
  resource: string;
  /** Its entries, the lead first. */
  members: R[];
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
    const keys = written.identity.keys.filter((key) => shared(key).length > 0);
    return { ...written, entry, identity: { ...written.identity, keys } };
  };
  const result: Grouped<R>[] = [];
  const seen = new Set<R>();
  for (const seed of seedsOf(members, changes, looked, shared)) {
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
    const byId = new Map(component.map((member) => [member.identity.id, member]));
    for (const group of resolve(component.map(({ identity }) => identity))) {
      const grouped = group.members.map((id) => byId.get(id) as (typeof component)[0]);
      const lead = (grouped[0] as (typeof component)[0]).entry;
      const stands =
        grouped.every(
          (each) => each.resource === group.id && each.lead === lead && !changes.has(each.entry),
        ) &&
        // As many as were written under this lead: then they are the very same, none has left.
        members.offers(lead) === grouped.length;
      if (!stands) result.push({ resource: group.id, members: grouped.map(({ entry }) => entry) });
    }
  }
  return result;
}

/** Living holders of the keys that changed hands, those of keys that became too common (or ceased to be) too. */
function seedsOf<R>(
  members: Members<R>,
  changes: Map<R, KeyChange>,
  looked: Iterable<R>,
  shared: (key: string) => R[],
): Set<R> {
  const found = new Set<R>();
  for (const entry of looked) if (members.alive(entry)) found.add(entry);
  const growth = new Map<string, number>();
  for (const [entry, { before, after }] of changes) {
    if (members.alive(entry)) found.add(entry);
    for (const key of before) growth.set(key, (growth.get(key) ?? 0) - 1);
    for (const key of after) growth.set(key, (growth.get(key) ?? 0) + 1);
  }
  for (const [key, by] of growth) {
    let entries = shared(key);
    if (entries.length === 0) {
      const count = members.count(key);
      const wasCommon = count - by > mostHolders(key);
      if (wasCommon || count === 0) continue;
      entries = members.holders(key, Number.MAX_SAFE_INTEGER);
    }
    for (const entry of entries) found.add(entry);
  }
  return found;
}
