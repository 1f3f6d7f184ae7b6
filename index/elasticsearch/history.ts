/** Histories of entries and figures by day, in the cluster: one document for every record, one for every day. */
import type { estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors/errors.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { type DayFigures, type DayLine, withNote } from '../history/day.ts';
import {
  askedKeys,
  dayPage,
  keysOf,
  placeOf,
  questionOfDays,
  questionOfHistory,
  questionOfShifts,
  recordPage,
} from '../history/paging.ts';
import type { Histories } from '../history/port.ts';
import { addedRecord, type HistoryRecord } from '../history/record.ts';
import { standingOf } from '../history/standing.ts';
import { daysFrom } from '../history/totals.ts';
import { codePrefix } from '../history/within.ts';
import type { EntryDocument } from './layout/document.ts';
import { amend, idOf, type Store } from './store.ts';
import type { Operation } from './write/bulk.ts';

interface Kept {
  doc: string;
}

const parsed = <T>({ doc }: Kept): T => JSON.parse(doc) as T;

export function recordOperation(record: HistoryRecord): Operation {
  const { id, entry, at, source, region, kind } = record;
  const document = {
    id,
    entry,
    at,
    source,
    region,
    kind,
    paths: keysOf(record),
    doc: JSON.stringify(record),
  };
  return { purpose: 'history', id: idOf(id), action: 'index', document };
}

const dayId = (source: string, day: string): string => idOf(`${source}#${day}`);

const dayDocument = (figures: DayFigures): Kept => {
  const { source, day, region } = figures;
  return { source, day, region, doc: JSON.stringify(figures) } as Kept;
};

export const dayOperation = (figures: DayFigures): Operation => ({
  purpose: 'days',
  id: dayId(figures.source, figures.day),
  action: 'index',
  document: dayDocument(figures),
});

const term = (field: string, value: string | undefined) =>
  value === undefined ? [] : [{ term: { [field]: value } }];

/** Within a place; nothing where that is the country. */
function within(region: string | undefined) {
  const prefix = codePrefix(region);
  return prefix === '' ? [] : [{ prefix: { region: prefix } }];
}

const NEWEST: estypes.SortCombinations[] = [{ at: 'desc' }, { id: 'desc' }];
const SOURCES_AT_ONCE = 1_000;
/** Entries of one answer. */
const STANDINGS_PAGE = 500;

interface Sources {
  buckets: { last: { hits: { hits: { _source: Kept }[] } } }[];
  after_key?: { source: string };
}

export function prepareHistories(store: Store): Histories {
  async function firstRemoval(entry: string): Promise<HistoryRecord | undefined> {
    const { hits } = await store.search<Kept>('history', {
      query: { bool: { filter: [...term('entry', entry), ...term('kind', 'removed')] } },
      sort: [{ at: 'asc' }, { id: 'asc' }],
      size: 1,
    });
    return hits[0] && parsed<HistoryRecord>(hits[0].source);
  }

  const histories: Histories = {
    async history(id, limit, cursor) {
      const question = questionOfHistory(id);
      const place = placeOf(cursor, question);
      const stored = await store.document<EntryDocument>('entries', idOf(id));
      if (stored === undefined) throw new CodedError('entry.not-found', id);
      await store.refresh(['history'], true);
      const { hits } = await store.search<Kept>('history', {
        query: { bool: { filter: term('entry', id) } },
        sort: NEWEST,
        size: limit + 1,
        ...(place && { search_after: place }),
      });
      const found = hits.map(({ source }) => parsed<HistoryRecord>(source));
      if (found.length <= limit) {
        const { doc, firstSeen, addedIn } = stored.source;
        const removal = await firstRemoval(id);
        const run = removal === undefined ? addedIn : (removal.addedIn ?? null);
        found.push(addedRecord(JSON.parse(doc) as Entry, { firstSeen, run }));
      }
      return recordPage(found, limit, question);
    },
    async shifts(filter, limit, cursor) {
      const question = questionOfShifts(filter);
      const place = placeOf(cursor, question);
      const { since, source, region } = filter;
      const asked = [
        { terms: { paths: askedKeys(filter) } },
        ...(since === undefined ? [] : [{ range: { at: { gte: since } } }]),
        ...term('source', source),
        ...within(region),
      ];
      const { hits } = await store.search<Kept>('history', {
        query: { bool: { filter: asked } },
        sort: NEWEST,
        size: limit + 1,
        ...(place && { search_after: place }),
      });
      return recordPage(
        hits.map((hit) => parsed<HistoryRecord>(hit.source)),
        limit,
        question,
      );
    },
    async *standings(source) {
      const query = { bool: { filter: [{ term: { source } }, { term: { alive: true } }] } };
      const body = { query, sort: ['id'], _source: ['doc'] };
      for await (const hits of store.every<Kept>('entries', body, STANDINGS_PAGE)) {
        yield hits.map((hit) => standingOf(parsed<Entry>(hit.source)));
      }
    },
    noteDay: (note) =>
      amend<Kept>(store, 'days', dayId(note.source, note.day), (kept) =>
        dayDocument(withNote(kept && parsed<DayFigures>(kept), note)),
      ),
    async days(filter, limit, cursor) {
      const question = questionOfDays(filter);
      const place = placeOf(cursor, question);
      const { source, region, from, until } = filter;
      const day = { ...(from !== undefined && { gte: from }), ...(until !== undefined && { lte: until }) };
      await store.refresh(['days'], true);
      const { hits } = await store.search<Kept>('days', {
        query: { bool: { filter: [...term('source', source), ...within(region), { range: { day } }] } },
        sort: [{ day: 'asc' }, { source: 'asc' }],
        size: limit + 1,
        ...(place && { search_after: place }),
      });
      return dayPage(
        hits.map((hit) => parsed<DayFigures>(hit.source)),
        limit,
        question,
      );
    },
    async lastDays(before, { source, region } = {}) {
      await store.refresh(['days'], true);
      const query = {
        bool: { filter: [...term('source', source), ...within(region), { range: { day: { lt: before } } }] },
      };
      const last = { top_hits: { size: 1, sort: [{ day: 'desc' as const }], _source: ['doc'] } };
      const found: DayFigures[] = [];
      let after: { source: string } | undefined;
      do {
        const sources = [{ source: { terms: { field: 'source' } } }];
        const composite = { size: SOURCES_AT_ONCE, sources, ...(after && { after }) };
        const { aggregations } = await store.search('days', {
          size: 0,
          query,
          aggs: { sources: { composite, aggs: { last } } },
        });
        const { buckets, after_key } = aggregations.sources as unknown as Sources;
        found.push(
          ...buckets.flatMap((each) => each.last.hits.hits.map((hit) => parsed<DayFigures>(hit._source))),
        );
        after = after_key;
      } while (after !== undefined);
      return found;
    },
    async lines(from, until) {
      const found: DayLine[] = await histories.lastDays(from);
      for await (const day of daysFrom(histories, { from, until })) found.push(day);
      const place = ({ source, day }: DayLine) => `${source} ${day}`;
      return found
        .map(({ source, day, entries, late }) => ({ source, day, entries, late }))
        .sort((one, other) => (place(one) < place(other) ? -1 : 1));
    },
  };
  return histories;
}
