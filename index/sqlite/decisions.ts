/** An administrator's word on the identity of entries, kept beside them. */
import type { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../config/errors/errors.ts';
import { depthOf } from '../../config/regions.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { type Decision, decidedAfter, withDecision } from '../../normalizer/identity/decisions.ts';
import { type IdentityMember, identityMember } from '../../normalizer/identity.ts';
import type { KeyChange } from '../resources/grouping.ts';
import type { Regrouping } from './write/regrouping.ts';

export interface DecisionWriter {
  decide(id: string, decision: Decision, at: string): void;
}

export function prepareDecisionWriter(db: DatabaseSync, regrouping: Regrouping): DecisionWriter {
  const find = db.prepare(
    `select number, region, member, doc from entry join document using (number)
     where id = ? and removed_at is null`,
  );
  const setMember = db.prepare('update entry set member = ? where number = ?');

  function decide(id: string, decision: Decision, changes: Map<number, KeyChange>): void {
    const row = find.get(id) as { number: number; region: string; member: string; doc: string } | undefined;
    if (row === undefined) throw new CodedError('entry.not-found', id);
    const before = JSON.parse(row.member) as IdentityMember;
    const entry = JSON.parse(row.doc) as Entry;
    const decided = decidedAfter(before.decided, id, decision);
    const member = withDecision(identityMember(entry, depthOf(row.region) ?? 0), decided);
    setMember.run(JSON.stringify(member), row.number);
    changes.set(row.number, regrouping.exchangeKeys(row.number, before.keys, member.keys));
    regrouping.note(row.number, { entry, region: row.region }, member);
  }

  return {
    decide(id, decision, at) {
      regrouping.transaction(() => {
        const changes = new Map<number, KeyChange>();
        decide(id, decision, changes);
        if (decision.decision === 'join') decide(decision.with, { decision: 'join', with: id }, changes);
        regrouping.apply(changes, [], at);
      });
    },
  };
}
