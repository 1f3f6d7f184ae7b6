/** A batch: entries first, where the run stands last. Done again after a crash, it leaves the same. */
import { depthOf } from '../../config/regions.ts';
import { entryId } from '../../normalizer/entry.ts';
import { identityMember } from '../../normalizer/identity.ts';
import type { Rejection, Run } from '../operations.ts';
import type { Batch, EntryState, Put, WriteFailure } from '../port.ts';
import { refusalOf } from '../refusal.ts';
import { refuseTakenOver } from '../taken-over.ts';
import type { Operation } from './bulk.ts';
import type { Marks } from './marks.ts';
import { amendRun, readRun } from './operations.ts';
import { NotNow } from './patience.ts';
import { settle, type Wanted } from './settle.ts';
import { idOf, type Store } from './store.ts';

/** What a plan needs of an entry, beside its own document: touched often, read always. */
export type StateDocument = EntryState;

export interface EntryWriter {
  write(batch: Batch): Promise<WriteFailure[]>;
  remove(source: string, localIds: string[], at: string): Promise<number>;
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

export function prepareEntryWriter(store: Store, marks: Marks): EntryWriter {
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
      accepted.set(entry.id, { put, raw, wanted: { content, source, region, run, at } });
    }
    return accepted;
  }

  /** The others are written; what fails is named. */
  async function send(operations: Operation[], localIds: string[], failures: WriteFailure[]): Promise<void> {
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

  async function writePuts(batch: Batch, failures: WriteFailure[]): Promise<void> {
    const accepted = accept(batch, failures);
    if (accepted.size === 0) return;
    const names = [...accepted.values()].map(({ put }) => put.entry.localId);
    await send(
      [...accepted].map(([id, { raw }]) => rawOf(id, raw)),
      names,
      failures,
    );
    const unwritten = new Set(failures.map(({ localId }) => localId));
    for (const [id, { put }] of accepted) if (unwritten.has(put.entry.localId)) accepted.delete(id);
    const settled = await settle(store, new Map([...accepted].map(([id, { wanted }]) => [id, wanted])));
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
    await send(
      states,
      states.map(({ document }) => (document as StateDocument).localId),
      failures,
    );
  }

  return {
    async write(batch) {
      const { run, rejections, listed, checkpoint, ledger, at, resumed } = batch;
      const stored = await readRun(store, run);
      if (stored !== undefined) refuseTakenOver(stored, { resumed, batch: true });
      const failures: WriteFailure[] = [];
      await writePuts(batch, failures);
      const touched = await touch(batch);
      await send(
        touched,
        touched.map(({ document }) => (document as StateDocument).localId),
        failures,
      );
      await store.writeAll(rejections.map(rejectionOf));
      await marks.mark(run, checkpoint.batch, listed);
      await amendRun(store, run, (current): Run => {
        // Taken over while this was written: then the new hands write it again, and say where it stands.
        refuseTakenOver(current, { resumed, batch: true });
        return { ...current, ledger, checkpoint, heartbeatAt: at };
      });
      return failures;
    },

    async remove(source, localIds, at) {
      const distinct = [...new Set(localIds)];
      let removed = 0;
      for (let from = 0; from < distinct.length; from += REMOVED_AT_ONCE) {
        const ids = distinct.slice(from, from + REMOVED_AT_ONCE).map((localId) => entryId(source, localId));
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
