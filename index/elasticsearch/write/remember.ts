/** Writes down what a batch changes in entries, before it does: a crash in between costs no record, and none comes twice. */
import type { estypes } from '@elastic/elasticsearch';
import type { Entry } from '../../../normalizer/entry.ts';
import { changesBetween } from '../../history/changes.ts';
import { type HistoryRecord, printOf, recordOf } from '../../history/record.ts';
import type { Put } from '../../port.ts';
import type { EntryState } from '../../stored.ts';
import { recordOperation } from '../history.ts';
import type { EntryDocument } from '../layout/document.ts';
import { idOf, type Store } from '../store.ts';
import type { Operation } from './bulk.ts';

export interface Remembering {
  /** Puts of entries that stand otherwise, or are gone. Returns what was written, by entry id. */
  changed(puts: Put[], by: { run: string; at: string; replay: boolean }): Promise<Map<string, HistoryRecord>>;
  /** Living entries that are about to go. */
  removed(ids: string[], by: { run: string | null; at: string }): Promise<void>;
  /** For one more of each of these; some of them may be there already. */
  makeRoom(records: HistoryRecord[]): Promise<void>;
  /** Of what was not written after all. */
  forget(records: HistoryRecord[]): Promise<void>;
}

const FIELDS = ['doc', 'alive', 'addedIn'];
type Stood = Pick<EntryDocument, 'doc' | 'alive' | 'addedIn'>;

/** `kept`: records of one entry. */
export function prepareRemembering(store: Store, kept: number): Remembering {
  async function write(records: HistoryRecord[]): Promise<void> {
    if (records.length === 0) return;
    await makeRoom(records);
    await store.writeAll(records.map(recordOperation));
  }

  /** For one more of each entry, of what can be seen: within one refresh an entry has a run's one record. */
  async function makeRoom(records: HistoryRecord[]): Promise<void> {
    const entries = [...new Set(records.map(({ entry }) => entry))];
    const { aggregations } = await store.search('history', {
      size: 0,
      query: { terms: { entry: entries } },
      aggs: { full: { terms: { field: 'entry', size: entries.length, min_doc_count: kept } } },
    });
    const { buckets } = aggregations.full as { buckets: { key: string }[] };
    const fresh = new Set(records.map(({ id }) => idOf(id)));
    for (const { key } of buckets) {
      const body = {
        query: { term: { entry: key } },
        sort: [{ at: 'desc' }, { id: 'desc' }] as estypes.SortCombinations[],
        _source: false,
      };
      const ids: string[] = [];
      for await (const hits of store.every('history', body, 1_000)) {
        ids.push(...hits.map(({ id }) => id).filter((id) => !fresh.has(id)));
      }
      await store.bulk(
        ids.slice(kept - 1).map((id): Operation => ({ purpose: 'history', id, action: 'delete' })),
      );
    }
  }

  return {
    makeRoom,
    async changed(puts, { run, at, replay }) {
      const names = puts.map(({ entry }) => idOf(entry.id));
      const [stood, states] = await Promise.all([
        store.documents<Stood>('entries', names, FIELDS),
        store.documents<EntryState>('states', names, ['recordHash']),
      ]);
      const records = new Map<string, HistoryRecord>();
      for (const [place, { entry, recordHash }] of puts.entries()) {
        const found = stood[place]?.source;
        if (found === undefined) continue;
        const before = JSON.parse(found.doc) as Entry;
        const changes = changesBetween(before, entry);
        if (found.alive && changes.length === 0) continue;
        const same = replay || states[place]?.source.recordHash === recordHash;
        const kind = found.alive ? (same ? 'restated' : 'changed') : 'returned';
        records.set(entry.id, recordOf({ kind, before, changes, run, at }, printOf(found.doc)));
      }
      await write([...records.values()]);
      return records;
    },
    async removed(ids, { run, at }) {
      const stood = await store.documents<Stood>('entries', ids.map(idOf), FIELDS);
      const records = stood.flatMap((found) => {
        if (found?.source.alive !== true) return [];
        const { doc, addedIn } = found.source;
        const before = JSON.parse(doc) as Entry;
        return [recordOf({ kind: 'removed', before, changes: [], run, at, addedIn }, printOf(doc))];
      });
      await write(records);
    },
    async forget(records) {
      await store.bulk(
        records.map(({ id }): Operation => ({ purpose: 'history', id: idOf(id), action: 'delete' })),
      );
    },
  };
}
