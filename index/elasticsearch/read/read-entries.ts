/** Reads of entries by name: states for the plan, documents, raw records, resources, what a run did not list. */
import type { estypes } from '@elastic/elasticsearch';
import type { RawRecord } from '../../../config/record.ts';
import { type Entry, entryId } from '../../../normalizer/entry.ts';
import type { Catalogue, ChangesWanted } from '../../port.ts';
import type { EntryState } from '../../stored.ts';
import { type EntryDocument, STORED, storedEntry } from '../layout/document.ts';
import { narrowing } from '../search/filters.ts';
import { allOf } from '../search/text-query.ts';
import { idOf, type Store } from '../store.ts';
import type { Marks } from '../write/marks.ts';

type EntryReader = Pick<
  Catalogue,
  'plan' | 'absent' | 'get' | 'raw' | 'kept' | 'resource' | 'changes' | 'countChanges'
>;

const ABSENT_PAGE = 1_000;
const OFFERS_PAGE = 200;

const changesWanted = ({ state, until, filters = {} }: ChangesWanted): estypes.QueryDslQueryContainer[] => [
  ...(state === undefined ? [] : [{ term: { alive: state === 'living' } }]),
  ...(until === undefined ? [] : [{ range: { changedAt: { lte: until } } }]),
  ...narrowing(filters, 'own'),
];

export function prepareEntryReader(store: Store, marks: Marks): EntryReader {
  return {
    async plan(source, run, localIds) {
      const [found, listed] = await Promise.all([
        store.documents<EntryState>(
          'states',
          localIds.map((localId) => idOf(entryId(source, localId))),
        ),
        marks.listed(run),
      ]);
      const states = new Map<string, EntryState>();
      const listedIn = new Map<string, number>();
      for (const [at, localId] of localIds.entries()) {
        const state = found[at]?.source;
        if (state !== undefined) states.set(localId, state);
        const batch = listed.get(localId);
        if (batch !== undefined) listedIn.set(localId, batch);
      }
      return { states, listedIn };
    },
    async *absent(source, run) {
      // Whoever wrote: an entry that cannot be seen yet cannot be missed.
      await store.refresh(['entries']);
      const listed = await marks.listed(run);
      const body = {
        query: { bool: { filter: [{ term: { source } }, { term: { alive: true } }] } },
        sort: ['id'],
        _source: ['id'],
      };
      for await (const hits of store.every<Pick<EntryDocument, 'id'>>('entries', body, ABSENT_PAGE)) {
        const localIds = hits.map((hit) => hit.source.id.slice(source.length + 1));
        const absent = localIds.filter((localId) => !listed.has(localId));
        if (absent.length > 0) yield absent;
      }
    },
    async get(id) {
      const [found] = await store.documents<EntryDocument>('entries', [idOf(id)], STORED);
      return found === undefined ? undefined : storedEntry(found.source);
    },
    async raw(id) {
      const found = await store.document<{ raw: string }>('raw', idOf(id));
      return found === undefined ? undefined : (JSON.parse(found.source.raw) as RawRecord);
    },
    async changes({ changedAt, id }, limit, wanted) {
      const { hits } = await store.search<EntryDocument>('entries', {
        size: limit,
        query: allOf(changesWanted(wanted)),
        sort: [{ changedAt: { order: 'asc', format: 'strict_date_optional_time' } }, { id: 'asc' }],
        search_after: [changedAt, id],
        _source: STORED,
        track_total_hits: false,
      });
      return hits.map(({ source }) => storedEntry(source));
    },
    async countChanges({ changedAt, id }, wanted) {
      const behind = {
        bool: {
          should: [
            { range: { changedAt: { gt: changedAt } } },
            { bool: { filter: [{ term: { changedAt } }, { range: { id: { gt: id } } }] } },
          ],
          minimum_should_match: 1,
        },
      };
      const query = allOf([behind, ...changesWanted(wanted)]);
      return (await store.search('entries', { size: 0, track_total_hits: true, query })).total;
    },
    async kept(source, after, limit) {
      const { hits } = await store.search<Pick<EntryDocument, 'id' | 'doc' | 'changedAt'>>('entries', {
        query: { bool: { filter: [{ term: { source } }, { term: { alive: true } }] } },
        sort: ['id'],
        size: limit,
        track_total_hits: false,
        _source: ['id', 'doc', 'changedAt'],
        ...(after === null ? {} : { search_after: [entryId(source, after)] }),
      });
      const ids = hits.map((hit) => idOf(hit.source.id));
      const raws = await store.documents<{ raw: string }>('raw', ids);
      return hits.map(({ source: { doc, changedAt } }, at) => {
        const entry = JSON.parse(doc) as Entry;
        const raw = raws[at]?.source.raw;
        const none = { id: entry.localId, parts: [] };
        return { entry, raw: raw === undefined ? none : (JSON.parse(raw) as RawRecord), changedAt };
      });
    },
    async resource(id) {
      await store.refresh(['entries'], true);
      const body = {
        query: { bool: { filter: [{ term: { resource: id } }, { term: { alive: true } }] } },
        sort: [{ lead: { order: 'desc' as const } }, 'id'],
        _source: STORED,
      };
      const offers = [];
      for await (const hits of store.every<EntryDocument>('entries', body, OFFERS_PAGE)) {
        for (const { source } of hits) offers.push(storedEntry(source));
      }
      const lead = offers[0];
      return lead === undefined ? undefined : { id, lead, offers };
    },
  };
}
