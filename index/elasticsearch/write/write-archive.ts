/** Takes an archive's records in, as they are. Entries go the way of all entries, so that resources come out the same. */
import { CodedError } from '../../../config/errors/errors.ts';
import { depthOf } from '../../../config/regions.ts';
import { identityMember } from '../../../normalizer/identity.ts';
import {
  type Archive,
  type Archived,
  type ArchivedEntry,
  type ArchivedRecord,
  type ArchiveKind,
  archiveKey,
  type RestoreFailure,
} from '../../archive/archive.ts';
import type { Operations } from '../../operations.ts';
import { refusalOf } from '../../refusal.ts';
import type { WriteFailure } from '../../stored.ts';
import { dayOperation, recordOperation } from '../history.ts';
import { linkOperation } from '../link-checks.ts';
import { actDocument, runDocument, sourceDocument } from '../operations.ts';
import { paperDocument, paperId } from '../papers.ts';
import { idOf, type Store } from '../store.ts';
import type { UploadStore } from '../uploads.ts';
import type { WatchStore } from '../watch.ts';
import type { Operation, Outcome } from './bulk.ts';
import type { Marks } from './marks.ts';
import type { Remembering } from './remember.ts';
import type { Settled } from './settle.ts';
import type { Wanted } from './wanted.ts';
import { rawOf, rejectionOf, type StateDocument, stateOf } from './write-entries.ts';

type Failures = (kind: ArchiveKind, record: ArchivedRecord['record'], failure: Failure) => void;
type Failure = Pick<WriteFailure, 'code' | 'detail'>;

/** Of what will never be taken; throws where the cluster could not be had. */
function failureOf({ state, reason }: Outcome): Failure | undefined {
  if (state === 'done') return undefined;
  if (state === 'too-large') return { code: 'record.too-large', detail: reason };
  if (state === 'refused') return { code: 'record.invalid', detail: reason };
  throw new CodedError('catalogue.unavailable', `Elasticsearch: ${reason}`);
}

export function prepareArchiveWriter(
  store: Store,
  marks: Marks,
  { hold }: Pick<Operations, 'hold'>,
  {
    putUpload,
    makeRoom,
    putFindings,
    putWatched,
    putDecision,
  }: Pick<UploadStore, 'putUpload'> &
    Pick<Remembering, 'makeRoom'> &
    Pick<WatchStore, 'putFindings' | 'putWatched' | 'putDecision'>,
  /** Writes entries with the resources that they belong to. */
  settled: (wanted: Map<string, Wanted>) => Promise<Settled>,
): Pick<Archive, 'restore'> {
  /** One document each. */
  async function put<K extends ArchiveKind>(
    kind: K,
    records: Archived[K][],
    operationOf: (record: Archived[K]) => Operation,
    fail: Failures,
  ): Promise<void> {
    const outcomes = await store.bulk(records.map(operationOf));
    for (const [at, outcome] of outcomes.entries()) {
      // An act that is there already stays as it is.
      const failure = outcome.state === 'conflict' ? undefined : failureOf(outcome);
      if (failure !== undefined) fail(kind, records[at] as Archived[K], failure);
    }
  }

  async function restoreMarks(archived: Archived['marks'][]): Promise<void> {
    for (const [run, ofRun = []] of Map.groupBy(archived, (mark) => mark.run)) {
      for (const [batch, listed = []] of Map.groupBy(ofRun, (mark) => mark.batch)) {
        await marks.mark(
          run,
          batch,
          listed.map(({ localId }) => localId),
        );
      }
    }
  }

  async function restoreHistory(records: Archived['history'][], fail: Failures): Promise<void> {
    if (records.length === 0) return;
    // What an earlier copy brought and the original has dropped since.
    await store.refresh(['history'], true);
    await makeRoom(records);
    await put('history', records, recordOperation, fail);
  }

  async function restoreEntries(archived: ArchivedEntry[], fail: Failures): Promise<void> {
    const accepted = new Map<string, { record: ArchivedEntry; wanted: Wanted; raw: string }>();
    for (const record of archived) {
      const { entry } = record;
      const doc = JSON.stringify(entry);
      const raw = JSON.stringify(record.raw);
      const refusal = refusalOf(entry.source, record, doc, raw);
      if (refusal !== undefined) fail('entries', record, refusal);
      else accepted.set(entry.id, { record, wanted: wantedOf(record, doc), raw });
    }
    const ids = [...accepted.keys()];
    const names = ids.map(idOf);
    const [raws, states] = await Promise.all([
      store.documents<{ raw: string }>('raw', names),
      store.documents<StateDocument>('states', names),
    ]);
    const written = ids.filter((id, at) => raws[at]?.source.raw !== accepted.get(id)?.raw);
    const outcomes = await store.bulk(written.map((id) => rawOf(id, accepted.get(id)?.raw as string)));
    for (const [at, outcome] of outcomes.entries()) {
      const id = written[at] as string;
      const failure = failureOf(outcome);
      if (failure === undefined) continue;
      fail('entries', accepted.get(id)?.record as ArchivedEntry, failure);
      accepted.delete(id);
    }
    const { failures } = await settled(new Map([...accepted].map(([id, { wanted }]) => [id, wanted])));
    const operations: Operation[] = [];
    for (const [at, id] of ids.entries()) {
      const record = accepted.get(id)?.record;
      if (record === undefined) continue;
      const failure = failures.get(id);
      if (failure?.code === 'catalogue.unavailable') throw new CodedError(failure.code, failure.detail);
      const state = stateDocument(record);
      if (failure !== undefined) fail('entries', record, failure);
      else if (!isSame(state, states[at]?.source)) operations.push(stateOf(id, state));
    }
    await store.writeAll(operations);
  }

  return {
    async restore(records) {
      const failures: RestoreFailure[] = [];
      const fail: Failures = (kind, record, { code, detail }) => {
        failures.push({ kind, key: archiveKey({ kind, record } as ArchivedRecord), code, detail });
      };
      const of = <K extends ArchiveKind>(kind: K): Archived[K][] =>
        records.filter((each) => each.kind === kind).map(({ record }) => record as Archived[K]);
      await put(
        'runs',
        of('runs'),
        (run) => ({ purpose: 'runs', id: idOf(run.id), action: 'index', document: runDocument(run) }),
        fail,
      );
      await restoreMarks(of('marks'));
      await put('rejections', of('rejections'), rejectionOf, fail);
      await put(
        'sources',
        of('sources'),
        (state) => ({
          purpose: 'sources',
          id: idOf(state.source),
          action: 'index',
          document: sourceDocument(state),
        }),
        fail,
      );
      for (const { held, localIds } of of('held')) await hold(held, localIds);
      for (const upload of of('uploads')) await putUpload(upload);
      for (const decision of of('verdicts')) await putDecision(decision);
      const computations = Map.groupBy(of('findings'), ({ generation }) => generation);
      for (const [generation, found] of computations) {
        await putFindings(
          generation,
          found.map(({ finding }) => finding),
        );
      }
      for (const watched of of('watched')) await putWatched(watched);
      await put(
        'papers',
        of('papers'),
        (paper) => ({
          purpose: 'papers',
          id: paperId(paper),
          action: 'index',
          document: paperDocument(paper),
        }),
        fail,
      );
      await put(
        'acts',
        of('acts'),
        (act) => ({ purpose: 'audit', id: idOf(act.id), action: 'create', document: actDocument(act) }),
        fail,
      );
      await restoreHistory(of('history'), fail);
      await put('days', of('days'), dayOperation, fail);
      await put('links', of('links'), linkOperation, fail);
      await restoreEntries(of('entries'), fail);
      return failures;
    },
  };
}

function wantedOf({ entry, region, tombstone, decided, ...facts }: ArchivedEntry, doc: string): Wanted {
  const { firstSeen, changedAt, addedIn, writtenIn } = facts;
  const identity = identityMember(entry, depthOf(region) ?? 0);
  return {
    content: { entry, doc, hash: idOf(doc), identity },
    decided: () => decided,
    source: entry.source,
    region,
    run: writtenIn,
    at: changedAt,
    restored: {
      firstSeen,
      changedAt,
      addedIn,
      removedAt: tombstone?.removedAt ?? null,
      resource: tombstone?.resource ?? '',
    },
  };
}

const stateDocument = (record: ArchivedEntry): StateDocument => {
  const { rowHash, recordHash, detailedAt, addedIn, writtenIn, entry, tombstone } = record;
  const { localId } = entry;
  return { localId, rowHash, recordHash, detailedAt, addedIn, writtenIn, removed: tombstone !== null };
};

const isSame = (state: StateDocument, stored: StateDocument | undefined): boolean =>
  stored !== undefined &&
  Object.entries(state).every(([name, value]) => stored[name as keyof StateDocument] === value);
