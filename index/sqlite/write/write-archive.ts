/** Takes an archive's records in, as they are: each call one transaction. */
import type { DatabaseSync } from 'node:sqlite';
import { depthOf } from '../../../config/regions.ts';
import { withDecision } from '../../../normalizer/identity/decisions.ts';
import { identityMember } from '../../../normalizer/identity.ts';
import { resourceAlone } from '../../../normalizer/resolve.ts';
import {
  type Archived,
  type ArchivedEntry,
  type ArchivedRecord,
  type ArchiveKind,
  archiveKey,
  type RestoreFailure,
} from '../../archive/archive.ts';
import { tieOf, titleKey } from '../../order.ts';
import { refusalOf } from '../../refusal.ts';
import type { KeyChange } from '../../resources/grouping.ts';
import type { WriteFailure } from '../../stored.ts';
import type { HistoryKeeper } from '../history.ts';
import type { LinkCheckWriter } from '../link-checks.ts';
import type { PaperWriter } from '../papers.ts';
import type { UploadWriter } from '../uploads.ts';
import type { WatchWriter } from '../watch.ts';
import type { Regrouping } from './regrouping.ts';
import { type Documents, prepareDocuments } from './write-documents.ts';
import type { OperationsWriter } from './write-operations.ts';

export interface ArchiveWriter {
  restore(records: ArchivedRecord[]): RestoreFailure[];
}

/** Columns of an entry, first those that resources and search depend on. */
const SEEN = ['region', 'member', 'changed_at', 'removed_at', 'title_key'];
const FACTS = [...SEEN, 'first_seen', 'row_hash', 'record_hash', 'detailed_at', 'added_in', 'written_in'];

/** What a call has changed of the entries. */
interface Changed {
  keys: Map<number, KeyChange>;
  gone: number[];
  /** The newest instant at which any of them changed. */
  at: string;
}

export function prepareArchiveWriter(
  db: DatabaseSync,
  regrouping: Regrouping,
  operations: Pick<OperationsWriter, 'record' | 'putHeld' | 'putState'>,
  {
    putUpload,
    putLinkCheck,
    restorePaper,
  }: Pick<UploadWriter & LinkCheckWriter & PaperWriter, 'putUpload' | 'putLinkCheck' | 'restorePaper'>,
  histories: HistoryKeeper,
  watch: Pick<WatchWriter, 'putWatched' | 'putFinding' | 'putDecision'>,
): ArchiveWriter {
  const putRun = db.prepare(
    'insert or replace into run (id, source, status, started_at, doc) values (?, ?, ?, ?, ?)',
  );
  const mark = db.prepare(
    `insert into listing (run, local_id, batch) values (?, ?, ?)
     on conflict (run, local_id) do update set batch = excluded.batch where excluded.batch > batch`,
  );
  const reject = db.prepare('insert or replace into rejection (run, sequence, doc) values (?, ?, ?)');

  const facts = FACTS.join(', ');
  const places = FACTS.map(() => '?').join(', ');
  const knownOf = db.prepare(
    `select number, doc, resource, ${facts} from entry join document using (number) where id = ?`,
  );
  const addEntry = db.prepare(
    `insert into entry (${facts}, id, source, tie, resource, number, lead) values (${places}, ?, ?, ?, ?, ?, ?)`,
  );
  const setEntry = db.prepare(`update entry set (${facts}) = (${places}) where number = ?`);
  const bury = db.prepare('update entry set resource = ?, lead = 0 where number = ?');
  const documentsOf = prepareDocuments(db);

  function restoreEntry(
    archived: ArchivedEntry,
    changed: Changed,
    documents: Documents,
  ): WriteFailure | undefined {
    const { entry, region, firstSeen, changedAt, tombstone } = archived;
    const doc = JSON.stringify(entry);
    const raw = JSON.stringify(archived.raw);
    const refusal = refusalOf(entry.source, archived, doc, raw);
    if (refusal !== undefined) return refusal;
    const identity = withDecision(identityMember(entry, depthOf(region) ?? 0), archived.decided);
    const { rowHash, recordHash, detailedAt, addedIn, writtenIn } = archived;
    const removedAt = tombstone?.removedAt ?? null;
    const columns = [
      ...[region, JSON.stringify(identity), changedAt, removedAt, titleKey(entry.title)],
      ...[firstSeen, rowHash, recordHash, detailedAt, addedIn, writtenIn],
    ];
    const known = knownOf.get(entry.id);
    const moved = (tombstone ?? known)?.resource !== known?.resource;
    const isSame = (names: readonly string[]): boolean =>
      !moved && known?.doc === doc && names.every((name, at) => known[name] === columns[at]);
    let number = known?.number as number | undefined;
    if (number !== undefined && isSame(FACTS) && documents.raw(number) === raw) return undefined;
    if (number === undefined) {
      number = regrouping.nextNumber();
      addEntry.run(
        ...columns,
        ...[entry.id, entry.source, tieOf(entry.id), resourceAlone(identity), number, number],
      );
    } else setEntry.run(...columns, number);
    documents.put(number, doc, raw, known !== undefined);
    if (tombstone !== null) bury.run(tombstone.resource, number);
    if (isSame(SEEN)) return undefined;
    const before =
      known === undefined || known.removed_at !== null
        ? []
        : (JSON.parse(known.member as string) as typeof identity).keys;
    const change = regrouping.exchangeKeys(number, before, tombstone === null ? identity.keys : []);
    changed.keys.set(number, {
      before: changed.keys.get(number)?.before ?? change.before,
      after: change.after,
    });
    if (tombstone !== null) changed.gone.push(number);
    if (changedAt > changed.at) changed.at = changedAt;
    regrouping.note(number, { entry, region }, identity, changedAt);
    return undefined;
  }

  const writers: { [K in Exclude<ArchiveKind, 'entries'>]: (record: Archived[K]) => void } = {
    runs: (run) => void putRun.run(run.id, run.source, run.status, run.startedAt, JSON.stringify(run)),
    marks: ({ run, localId, batch }) => void mark.run(run, localId, batch),
    rejections: (rejection) => void reject.run(rejection.run, rejection.sequence, JSON.stringify(rejection)),
    sources: (state) => operations.putState(state),
    held: ({ held, localIds }) => operations.putHeld(held, localIds),
    acts: (act) => operations.record(act),
    uploads: putUpload,
    papers: restorePaper,
    history: histories.keep,
    days: histories.putDay,
    watched: watch.putWatched,
    findings: ({ generation, finding }) => watch.putFinding(generation, finding),
    verdicts: watch.putDecision,
    links: putLinkCheck,
  };

  function restore(records: ArchivedRecord[]): RestoreFailure[] {
    const failures: RestoreFailure[] = [];
    const changed: Changed = { keys: new Map(), gone: [], at: '' };
    const documents = documentsOf();
    for (const each of records) {
      if (each.kind === 'entries') {
        const failure = restoreEntry(each.record, changed, documents);
        if (failure === undefined) continue;
        const { code, detail } = failure;
        failures.push({ kind: each.kind, key: archiveKey(each), code, detail });
      } else (writers[each.kind] as (record: typeof each.record) => void)(each.record);
    }
    documents.settle();
    regrouping.apply(changed.keys, changed.gone, changed.at);
    return failures;
  }

  return { restore: (records) => regrouping.transaction(() => restore(records)) };
}
