/** The members of resources as they stand in the tables. */
import type { DatabaseSync } from 'node:sqlite';
import type { IdentityMember } from '../../../normalizer/identity.ts';
import type { Members } from '../../resources/grouping.ts';

/** Entries by number. `fresh`: what this transaction wrote is not read again. */
export function prepareMembers(
  db: DatabaseSync,
  fresh: (number: number) => IdentityMember | undefined,
): Members<number> {
  const holdersOf = db.prepare('select number from identity_key where key = ? limit ?');
  holdersOf.setReturnArrays(true);
  const countOf = db.prepare(
    'select count(*) as count from (select 1 from identity_key where key = ? limit ?)',
  );
  const writtenOf = db.prepare('select resource, lead from entry where number = ?');
  const memberOf = db.prepare('select member, resource, lead from entry where number = ?');
  const aliveRow = db.prepare('select removed_at is null as alive from entry where number = ?');
  const offersOf = db.prepare('select offers from facet_row where number = ?');
  return {
    holders: (key, limit) => (holdersOf.all(key, limit) as unknown as [number][]).map(([number]) => number),
    count: (key, limit) => (countOf.get(key, limit + 1) as { count: number }).count,
    alive: (number) => aliveRow.get(number)?.alive === 1,
    member(number) {
      const identity = fresh(number);
      if (identity !== undefined) {
        const { resource, lead } = writtenOf.get(number) as { resource: string; lead: number };
        return { identity, resource, lead };
      }
      const row = memberOf.get(number) as { member: string; resource: string; lead: number };
      return { identity: JSON.parse(row.member) as IdentityMember, resource: row.resource, lead: row.lead };
    },
    offers: (lead) => offersOf.get(lead)?.offers as number | undefined,
    // Every write is one transaction.
    settled: true,
  };
}
