/**
 * Makes again what follows from the entries, where an earlier program made it: their identity, the resources they belong
 * to, what search reads of them. In short transactions: whoever is ended in the middle begins again, and no harm is done.
 */
import type { DatabaseSync } from 'node:sqlite';
import { depthOf } from '../../../config/regions.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { withDecision } from '../../../normalizer/identity/decisions.ts';
import { type IdentityMember, identityMember } from '../../../normalizer/identity.ts';
import type { KeyChange } from '../../resources/grouping.ts';
import type { Regrouping } from './regrouping.ts';

/** Raised with every change of `identityMember`, `resolve`, `facetValues` or of the words that are searched. */
export const DERIVED = '8';

const AT_ONCE = 1_000;

export function derive(db: DatabaseSync, regrouping: Regrouping): void {
  if (db.prepare("select value from figure where name = 'derived'").get()?.value === DERIVED) return;
  const page = db.prepare(
    `select number, region, member, doc from entry join document using (number)
     where number > ? and removed_at is null order by number limit ${AT_ONCE}`,
  );
  const setMember = db.prepare('update entry set member = ? where number = ?');
  let after = 0;
  let found = AT_ONCE;
  while (found === AT_ONCE) {
    found = regrouping.transaction(() => {
      const rows = page.all(after) as { number: number; region: string; member: string; doc: string }[];
      const changes = new Map<number, KeyChange>();
      for (const { number, region, member, doc } of rows) {
        const entry = JSON.parse(doc) as Entry;
        const { keys, decided } = JSON.parse(member) as IdentityMember;
        const identity = withDecision(identityMember(entry, depthOf(region) ?? 0), decided);
        setMember.run(JSON.stringify(identity), number);
        changes.set(number, regrouping.exchangeKeys(number, keys, identity.keys));
        regrouping.note(number, { entry, region }, identity);
        after = number;
      }
      regrouping.apply(changes, [], '');
      return rows.length;
    });
  }
  db.prepare(
    "insert into figure (name, value) values ('derived', ?) on conflict do update set value = excluded.value",
  ).run(DERIVED);
}
