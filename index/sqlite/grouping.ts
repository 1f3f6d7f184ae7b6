/**
 * Keeps resources as the entries come and go: what is connected to a change by shared keys is brought together,
 * resolved anew, and compared with what stands written.
 */
import type { DatabaseSync } from 'node:sqlite';
import { type IdentityMember, resolve } from '../../normalizer/identity.ts';

/** A key that more living entries share than this says nothing of identity and is left out, for all of them. */
export const MAX_HOLDERS = 500;

/** The identity keys of an entry before and after a write; none where it was not, or is no more, alive. */
export interface KeyChange {
  before: string[];
  after: string[];
}

export interface Grouped {
  resource: string;
  /** Numbers of its entries, the lead first. */
  members: number[];
}

interface Loaded {
  number: number;
  identity: IdentityMember;
  resource: string;
  lead: number;
}

/** Returns the resources whose members, lead or content are not as they stand written. */
export type Regroup = (changes: Map<number, KeyChange>) => Grouped[];

export function prepareRegroup(db: DatabaseSync): Regroup {
  const holdersOf = db.prepare('select number from identity_key where key = ? limit ?');
  const countOf = db.prepare('select count(*) as count from identity_key where key = ?');
  const memberOf = db.prepare('select member, resource, lead from entry where number = ?');
  const aliveRow = db.prepare('select removed_at is null as alive from entry where number = ?');
  const offersOf = db.prepare('select offers from facet_row where number = ?');
  const alive = (number: number): boolean => aliveRow.get(number)?.alive === 1;

  return (changes) => {
    const holders = new Map<string, number[]>();
    const shared = (key: string): number[] => {
      let numbers = holders.get(key);
      if (numbers === undefined) {
        numbers = holdersOf.all(key, MAX_HOLDERS + 1).map((row) => row.number as number);
        if (numbers.length > MAX_HOLDERS) numbers = [];
        holders.set(key, numbers);
      }
      return numbers;
    };
    const load = (number: number): Loaded => {
      const row = memberOf.get(number) as { member: string; resource: string; lead: number };
      const identity = JSON.parse(row.member) as IdentityMember;
      // A key whose holders were too many comes back empty: nobody has it.
      identity.keys = identity.keys.filter((key) => shared(key).length > 0);
      return { number, identity, resource: row.resource, lead: row.lead };
    };
    /** Living holders of the keys that changed hands, those of keys that became too common (or ceased to be) too. */
    const seeds = (): Set<number> => {
      const found = new Set<number>();
      const growth = new Map<string, number>();
      for (const [number, { before, after }] of changes) {
        if (alive(number)) found.add(number);
        for (const key of before) growth.set(key, (growth.get(key) ?? 0) - 1);
        for (const key of after) growth.set(key, (growth.get(key) ?? 0) + 1);
      }
      for (const [key, by] of growth) {
        let numbers = shared(key);
        if (numbers.length === 0) {
          const count = (countOf.get(key) as { count: number }).count;
          const wasCommon = count - by > MAX_HOLDERS;
          if (wasCommon || count === 0) continue;
          numbers = holdersOf.all(key, -1).map((row) => row.number as number);
        }
        for (const number of numbers) found.add(number);
      }
      return found;
    };
    const result: Grouped[] = [];
    const seen = new Set<number>();
    for (const seed of seeds()) {
      if (seen.has(seed)) continue;
      const component: Loaded[] = [];
      const open = [seed];
      seen.add(seed);
      for (let number = open.pop(); number !== undefined; number = open.pop()) {
        const member = load(number);
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
        const members = group.members.map((id) => byId.get(id) as Loaded);
        const lead = (byId.get(group.lead) as Loaded).number;
        const stands =
          members.every(
            (each) => each.resource === group.id && each.lead === lead && !changes.has(each.number),
          ) &&
          // As many as were written under this lead: then they are the very same, none has left.
          offersOf.get(lead)?.offers === members.length;
        if (stands) continue;
        result.push({ resource: group.id, members: members.map(({ number }) => number) });
      }
    }
    return result;
  };
}
