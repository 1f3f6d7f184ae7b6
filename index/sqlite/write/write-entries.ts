/** A batch, as one transaction: entries, raw records, marks, rejections, where the run stands. */
import type { DatabaseSync } from 'node:sqlite';
import { depthOf } from '../../../config/regions.ts';
import { type Entry, entryId } from '../../../normalizer/entry.ts';
import { withDecision } from '../../../normalizer/identity/decisions.ts';
import { type IdentityMember, identityMember } from '../../../normalizer/identity.ts';
import { resourceAlone } from '../../../normalizer/resolve.ts';
import { changesBetween } from '../../history/changes.ts';
import { type Happened, printOf, recordOf } from '../../history/record.ts';
import type { Run } from '../../operations.ts';
import { tieOf, titleKey } from '../../order.ts';
import type { Batch, Put } from '../../port.ts';
import { refusalOf } from '../../refusal.ts';
import type { KeyChange } from '../../resources/grouping.ts';
import type { WriteFailure } from '../../stored.ts';
import { refuseTakenOver } from '../../taken-over.ts';
import type { HistoryKeeper } from '../history.ts';
import type { Regrouping } from './regrouping.ts';
import { type Documents, prepareDocuments } from './write-documents.ts';

interface Known {
  number: number;
  region: string;
  member: string;
  removed_at: string | null;
  added_in: string;
  record_hash: string;
}

export interface EntryWriter {
  write(batch: Batch): WriteFailure[];
  remove(source: string, localIds: string[], at: string, run?: string): number;
  forgetListing(run: string): void;
}

export function prepareEntryWriter(
  db: DatabaseSync,
  regrouping: Regrouping,
  histories: Pick<HistoryKeeper, 'keep'>,
): EntryWriter {
  const knownOf = db.prepare(
    'select number, region, member, removed_at, added_in, record_hash from entry where id = ?',
  );
  const addEntry = db.prepare(
    `insert into entry (id, source, region, row_hash, record_hash, detailed_at, added_in, written_in, first_seen,
       changed_at, removed_at, member, resource, title_key, tie, number, lead)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?, ?, ?, ?)`,
  );
  const setEntry = db.prepare(
    `update entry set region = ?, row_hash = ?, record_hash = ?, detailed_at = ?, added_in = ?, written_in = ?,
       changed_at = ?, removed_at = null, member = ?, title_key = ? where number = ?`,
  );
  const setState = db.prepare(
    'update entry set row_hash = ?, record_hash = ?, detailed_at = ?, written_in = ? where number = ?',
  );
  const setFirstSeen = db.prepare('update entry set first_seen = ? where number = ?');
  const touch = db.prepare(
    `update entry set row_hash = ?, record_hash = coalesce(?, record_hash), detailed_at = ?
     where id = ? and removed_at is null`,
  );
  const bury = db.prepare('update entry set removed_at = ?, changed_at = ?, lead = 0 where number = ?');
  const docOf = db.prepare('select doc from document where number = ?');
  const documentsOf = prepareDocuments(db);
  const mark = db.prepare(
    `insert into listing (run, local_id, batch) values (?, ?, ?)
     on conflict (run, local_id) do update set batch = excluded.batch where excluded.batch > batch`,
  );
  const forget = db.prepare('delete from listing where run = ?');
  const reject = db.prepare('insert or replace into rejection (run, sequence, doc) values (?, ?, ?)');
  const runOf = db.prepare('select doc from run where id = ?');
  const setRun = db.prepare('update run set doc = ? where id = ?');

  /** `doc`: as it stood. */
  function remember(
    happened: Omit<Happened, 'before'>,
    doc: string,
    before = JSON.parse(doc) as Entry,
  ): void {
    histories.keep(recordOf({ ...happened, before }, printOf(doc)));
  }

  function put(
    batch: Batch,
    item: Put,
    replay: boolean,
    changes: Map<number, KeyChange>,
    documents: Documents,
  ): WriteFailure | undefined {
    const { entry, rowHash, recordHash, detailedAt, firstSeen } = item;
    const doc = JSON.stringify(entry);
    const raw = JSON.stringify(item.raw);
    const refusal = refusalOf(batch.source, item, doc, raw);
    if (refusal !== undefined) return refusal;
    const { id } = entry;
    const known = knownOf.get(id) as Known | undefined;
    if (known !== undefined && firstSeen !== undefined) setFirstSeen.run(firstSeen, known.number);
    const stoodAs = known === undefined ? undefined : (docOf.get(known.number)?.doc as string);
    if (known !== undefined && known.removed_at === null && known.region === batch.region) {
      if (stoodAs === doc) {
        setState.run(rowHash, recordHash, detailedAt, batch.run, known.number);
        documents.put(known.number, doc, raw, true);
        return undefined;
      }
    }
    const stood = known === undefined ? undefined : (JSON.parse(known.member) as IdentityMember);
    const identity = withDecision(identityMember(entry, depthOf(batch.region) ?? 0), stood?.decided);
    const member = JSON.stringify(identity);
    const revived = known !== undefined && known.removed_at !== null;
    const state = [rowHash, recordHash, detailedAt] as const;
    let number: number;
    if (known === undefined) {
      number = regrouping.nextNumber();
      // Written as what most are, a resource of its own, it is written once.
      addEntry.run(
        ...[id, batch.source, batch.region, ...state, batch.run, batch.run],
        ...[firstSeen ?? batch.at, batch.at],
        ...[member, resourceAlone(identity), titleKey(entry.title), tieOf(id)],
        ...[number, number],
      );
    } else {
      number = known.number;
      const addedIn = revived ? batch.run : known.added_in;
      const written = [addedIn, batch.run, batch.at] as const;
      setEntry.run(batch.region, ...state, ...written, member, titleKey(entry.title), number);
    }
    if (known !== undefined && stoodAs !== undefined && (revived || stoodAs !== doc)) {
      const was = JSON.parse(stoodAs) as Entry;
      const changed = changesBetween(was, entry);
      const kind = revived ? 'returned' : replay || known.record_hash === recordHash ? 'restated' : 'changed';
      const { run, at } = batch;
      if (revived || changed.length > 0) remember({ kind, changes: changed, run, at }, stoodAs, was);
    }
    documents.put(number, doc, raw, known !== undefined);
    const before = stood === undefined || revived ? [] : stood.keys;
    const change = regrouping.exchangeKeys(number, before, identity.keys);
    // Twice in one batch: what counts is where it stood before the batch.
    changes.set(number, { before: changes.get(number)?.before ?? change.before, after: change.after });
    regrouping.note(number, { entry, region: batch.region }, identity, batch.at);
    return undefined;
  }

  function remove(source: string, localIds: string[], at: string, run?: string): number {
    const changes = new Map<number, KeyChange>();
    for (const localId of new Set(localIds)) {
      const known = knownOf.get(entryId(source, localId)) as Known | undefined;
      if (known === undefined || known.removed_at !== null) continue;
      const doc = docOf.get(known.number)?.doc as string;
      remember({ kind: 'removed', changes: [], run: run ?? null, at, addedIn: known.added_in }, doc);
      bury.run(at, at, known.number);
      const { keys } = JSON.parse(known.member) as { keys: string[] };
      changes.set(known.number, regrouping.exchangeKeys(known.number, keys, []));
    }
    regrouping.apply(changes, changes.keys(), at);
    return changes.size;
  }

  function write(batch: Batch): WriteFailure[] {
    const doc = runOf.get(batch.run)?.doc as string | undefined;
    const run = doc === undefined ? undefined : (JSON.parse(doc) as Run);
    if (run !== undefined) refuseTakenOver(run, { resumed: batch.resumed, batch: true });
    const failures: WriteFailure[] = [];
    const changes = new Map<number, KeyChange>();
    const documents = documentsOf();
    for (const item of batch.puts) {
      const failure = put(batch, item, run?.replay === true, changes, documents);
      if (failure !== undefined) failures.push(failure);
    }
    documents.settle();
    for (const { localId, rowHash, recordHash = null, detailedAt } of batch.touches) {
      touch.run(rowHash, recordHash, detailedAt, entryId(batch.source, localId));
    }
    for (const localId of batch.listed) mark.run(batch.run, localId, batch.checkpoint.batch);
    for (const rejection of batch.rejections) {
      reject.run(rejection.run, rejection.sequence, JSON.stringify(rejection));
    }
    if (run !== undefined) {
      const { ledger, checkpoint, at } = batch;
      setRun.run(JSON.stringify({ ...run, ledger, checkpoint, heartbeatAt: at }), batch.run);
    }
    regrouping.apply(changes, [], batch.at);
    return failures;
  }

  return {
    write: (batch) => regrouping.transaction(() => write(batch)),
    remove: (source, localIds, at, run) => regrouping.transaction(() => remove(source, localIds, at, run)),
    forgetListing: (run) => void forget.run(run),
  };
}
