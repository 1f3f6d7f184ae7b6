/** A batch: entries first, where the run stands last. Done again after a crash, it leaves the same. */
import { setImmediate as turn } from 'node:timers/promises';
import { depthOf } from '../../../config/regions.ts';
import { entryId } from '../../../normalizer/entry.ts';
import { identityMember } from '../../../normalizer/identity.ts';
import type { HistoryRecord } from '../../history/record.ts';
import type { Rejection, Run } from '../../operations.ts';
import type { Batch, Put } from '../../port.ts';
import { refusalOf } from '../../refusal.ts';
import type { EntryState, WriteFailure } from '../../stored.ts';
import { refuseTakenOver } from '../../taken-over.ts';
import { openRun } from '../operations.ts';
import { KnownEntries } from '../read/known.ts';
import { idOf, type Store } from '../store.ts';
import type { Operation } from './bulk.ts';
import type { Marks } from './marks.ts';
import { NotNow } from './patience.ts';
import type { Remembering } from './remember.ts';
import { type Failures, settle } from './settle.ts';
import type { Wanted } from './wanted.ts';

/** What a plan needs of an entry, beside its own document: touched often, read always. */
export type StateDocument = EntryState;

export interface EntryWriter {
  write(batch: Batch): Promise<WriteFailure[]>;
  remove(source: string, localIds: string[], at: string, run?: string): Promise<number>;
}

/** Ids removed at one time. */
const REMOVED_AT_ONCE = 500;

/** `raw` is the record's JSON. */
export const rawOf = (id: string, raw: string): Operation => ({
  purpose: 'raw',
  id: idOf(id),
  action: 'index',
  document: { id, raw },
});

export const stateOf = (id: string, document: StateDocument): Operation => ({
  purpose: 'states',
  id: idOf(id),
  action: 'index',
  document,
});

export const rejectionOf = (rejection: Rejection): Operation => {
  const { run, sequence } = rejection;
  const document = { run, sequence, doc: JSON.stringify(rejection) };
  return { purpose: 'rejections', id: idOf(`${run}#${sequence}`), action: 'index', document };
};

interface Accepted {
  put: Put;
  wanted: Wanted;
  raw: string;
}

export function prepareEntryWriter(store: Store, marks: Marks, remembering: Remembering): EntryWriter {
  function accept(batch: Batch, failures: WriteFailure[]): Map<string, Accepted> {
    const accepted = new Map<string, Accepted>();
    const { source, region, run, at } = batch;
    for (const put of batch.puts) {
      const { entry } = put;
      const doc = JSON.stringify(entry);
      const raw = JSON.stringify(put.raw);
      const refusal = refusalOf(source, put, doc, raw);
      if (refusal !== undefined) {
        failures.push(refusal);
        continue;
      }
      const identity = identityMember(entry, depthOf(region) ?? 0);
      const content = { entry, doc, hash: idOf(doc), identity };
      const since = put.firstSeen === undefined ? {} : { firstSeen: put.firstSeen };
      accepted.set(entry.id, { put, raw, wanted: { content, source, region, run, at, ...since } });
    }
    return accepted;
  }

  /** The others are written; what fails is named. */
  async function send(
    operations: Iterable<Operation>,
    localIds: string[],
    failures: WriteFailure[],
  ): Promise<void> {
    const outcomes = await store.bulk(operations);
    for (const [at, { state, reason }] of outcomes.entries()) {
      if (state === 'done') continue;
      if (state !== 'too-large' && state !== 'refused') throw new NotNow(reason);
      const code = state === 'too-large' ? 'record.too-large' : 'record.invalid';
      failures.push({ localId: localIds[at] as string, code, detail: reason });
    }
  }

  async function touch({ source, touches }: Batch): Promise<Operation[]> {
    const ids = touches.map(({ localId }) => entryId(source, localId));
    const states = await store.documents<StateDocument>('states', ids.map(idOf));
    return touches.flatMap(({ rowHash, recordHash, detailedAt }, at) => {
      const state = states[at]?.source;
      if (state === undefined || state.removed) return [];
      const statement = recordHash === undefined ? {} : { recordHash };
      return [stateOf(ids[at] as string, { ...state, ...statement, rowHash, detailedAt })];
    });
  }

  /** By entry id, what became of those whose raw records could not be written. */
  async function writeRaw(accepted: Map<string, Accepted>): Promise<Failures> {
    const ids = [...accepted.keys()];
    const failures: WriteFailure[] = [];
    const operations = ids.values().map((id) => rawOf(id, accepted.get(id)?.raw as string));
    await send(operations, ids, failures);
    return new Map(failures.map(({ localId: id, code, detail }) => [id, { code, detail }]));
  }

  /** Returns the states of what is written. */
  async function writePuts(
    accepted: Map<string, Accepted>,
    known: KnownEntries,
    { batch, replay }: { batch: Batch; replay: boolean },
    failures: WriteFailure[],
  ): Promise<Operation[]> {
    const { run, at } = batch;
    const records = new Map<string, HistoryRecord>();
    const standing = async (now: KnownEntries): Promise<void> => {
      const standsOtherwise = ([id, { wanted }]: [string, Accepted]): boolean => {
        const stood = now.get(id);
        return stood !== undefined && !(stood.alive && stood.hash === wanted.content?.hash);
      };
      const changed = [...accepted].filter(standsOtherwise).map(([, { put }]) => put);
      if (changed.length === 0) return;
      for (const each of await remembering.changed(changed, { run, at, replay })) records.set(...each);
    };
    const raw = writeRaw(accepted);
    raw.catch(() => undefined);
    const wanted = new Map([...accepted].map(([id, each]) => [id, each.wanted]));
    const settled = await settle(store, wanted, { known, standing, barred: raw });
    const untold = [...settled.failures.keys()].flatMap((id) => records.get(id) ?? []);
    if (untold.length > 0) await remembering.forget(untold);
    const states: Operation[] = [];
    for (const [id, { put }] of accepted) {
      const { localId } = put.entry;
      const failure = settled.failures.get(id);
      if (failure !== undefined) {
        failures.push({ localId, ...failure });
        continue;
      }
      const { rowHash, recordHash, detailedAt } = put;
      const addedIn = settled.addedIn.get(id) ?? batch.run;
      states.push(
        stateOf(id, {
          localId,
          rowHash,
          recordHash,
          detailedAt,
          addedIn,
          writtenIn: batch.run,
          removed: false,
        }),
      );
    }
    return states;
  }

  return {
    async write(batch) {
      const { run, rejections, listed, checkpoint, ledger, at, resumed } = batch;
      const failures: WriteFailure[] = [];
      const known = new KnownEntries(store);
      known.suppose(batch.puts.flatMap(({ entry, isNew }) => (isNew ? [entry.id] : [])));
      const reading = Promise.all([
        openRun(store, run),
        known.read(batch.puts.map(({ entry }) => entry.id)),
        touch(batch),
      ]);
      reading.catch(() => undefined);
      // Made while the cluster looks.
      await turn();
      const accepted = accept(batch, failures);
      const [opened, , touched] = await reading;
      if (opened.run !== undefined) refuseTakenOver(opened.run, { resumed, batch: true });
      const replay = opened.run?.replay === true;
      const put = accepted.size === 0 ? [] : await writePuts(accepted, known, { batch, replay }, failures);
      const states = [...put, ...touched];
      await Promise.all([
        send(
          states,
          states.map(({ document }) => (document as StateDocument).localId),
          failures,
        ),
        store.writeAll(rejections.map(rejectionOf)),
      ]);
      await marks.mark(run, checkpoint.batch, listed);
      await opened.amend((current): Run => {
        // Taken over while this was written: then the new hands write it again, and say where it stands.
        refuseTakenOver(current, { resumed, batch: true });
        return { ...current, ledger, checkpoint, heartbeatAt: at };
      });
      return failures;
    },

    async remove(source, localIds, at, run) {
      const distinct = [...new Set(localIds)];
      let removed = 0;
      for (let from = 0; from < distinct.length; from += REMOVED_AT_ONCE) {
        const ids = distinct.slice(from, from + REMOVED_AT_ONCE).map((localId) => entryId(source, localId));
        await remembering.removed(ids, { run: run ?? null, at });
        const gone = { content: null, source, region: '', run: '', at };
        const { before } = await settle(store, new Map(ids.map((id) => [id, gone])));
        const known = ids.filter((id) => before.has(id));
        const states = await store.documents<StateDocument>('states', known.map(idOf));
        await store.writeAll(
          known.flatMap((id, place) => {
            const state = states[place]?.source;
            return state === undefined ? [] : [stateOf(id, { ...state, removed: true })];
          }),
        );
        removed += known.filter((id) => before.get(id)?.alive === true).length;
      }
      return removed;
    },
  };
}
