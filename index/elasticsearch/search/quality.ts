/** Quality in figures, summed by the cluster over each entry's own document; and whose records lack what. */
import type { estypes } from '@elastic/elasticsearch';
import { BANDS, CRITERIA, DIMENSIONS, type Dimension } from '../../../config/quality/quality.ts';
import { byKey } from '../../order.ts';
import {
  type LackingQuery,
  noSums,
  type QualityFigures,
  type QualityQuery,
  type QualityRow,
  type QualitySums,
  rowOf,
  worthOf,
} from '../../quality/figures.ts';
import type { Facet } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import { type EntryDocument, STORED, storedEntry } from '../layout/document.ts';
import { CLOCKED } from '../layout/quality-fields.ts';
import type { Moment, Store } from '../store.ts';
import { narrowing } from './filters.ts';

export const ROWS = 1_000;

const notYet = (field: 'due' | 'overdue', at: string): estypes.QueryDslQueryContainer => ({
  range: { [`quality.${field}`]: { gt: Date.parse(at) } },
});

const sumsOf = (at: string): Record<string, estypes.AggregationsAggregationContainer> => ({
  ...Object.fromEntries([...DIMENSIONS, 'mqa'].map((name) => [name, { sum: { field: `quality.${name}` } }])),
  lacks: { terms: { field: 'quality.lacks', size: CRITERIA.length } },
  bands: { terms: { field: 'own.quality', size: BANDS.length } },
  cycleless: { filter: { term: { 'quality.cycleless': true } } },
  due: { filter: notYet('due', at) },
  overdue: { filter: notYet('overdue', at) },
});

type Counted = { doc_count: number };
type Terms = { buckets: (Counted & { key: string })[] };
type Summed = Counted &
  Record<Dimension | 'mqa', { value: number }> &
  Record<'lacks' | 'bands', Terms> &
  Record<'cycleless' | 'due' | 'overdue', Counted>;

function readSums(bucket: Summed): QualitySums {
  const sums = noSums();
  sums.entries = bucket.doc_count;
  sums.mqa = bucket.mqa.value;
  for (const dimension of DIMENSIONS) sums.dimensions[dimension] = bucket[dimension].value;
  for (const { key, doc_count: count } of bucket.bands.buckets)
    sums.bands[key as keyof QualitySums['bands']] = count;
  for (const { key, doc_count: count } of bucket.lacks.buckets) {
    sums.lacks[CRITERIA.findIndex(({ code }) => code === key)] = count;
  }
  for (const [, field, code] of CLOCKED) {
    const inTime = bucket[field].doc_count;
    sums.dimensions.timeliness += inTime * worthOf(code);
    sums.lacks[CRITERIA.findIndex((each) => each.code === code)] =
      bucket.doc_count - bucket.cycleless.doc_count - inTime;
  }
  return sums;
}

export const living = (filters: QualityQuery['filters']): estypes.QueryDslQueryContainer => ({
  bool: { filter: [{ term: { alive: true } }, ...narrowing(filters, 'own')] },
});

type Key = Record<string, string | null>;

export async function quality(query: QualityQuery, store: Store): Promise<QualityFigures> {
  const moment = await store.openMoment('entries');
  try {
    return await qualityAt(query, store, moment);
  } finally {
    await moment.close();
  }
}

export async function qualityAt(query: QualityQuery, store: Store, moment: Moment): Promise<QualityFigures> {
  const by = [...new Set(query.by)];
  const rows: QualityRow[] = [];

  const { aggregations } = await store.search(moment, {
    query: living(query.filters),
    size: 0,
    aggs: { all: { filter: { match_all: {} }, aggs: sumsOf(query.at) } },
  });
  const total = rowOf({}, readSums(aggregations.all as unknown as Summed));
  let after: Key | undefined;
  while (by.length > 0) {
    const page = await store.search(moment, {
      query: living(query.filters),
      size: 0,
      aggs: {
        rows: {
          composite: groups(
            by.map((facet) => [facet, facet]),
            after,
          ),
          aggs: sumsOf(query.at),
        },
      },
    });
    const found = page.aggregations.rows as unknown as {
      buckets: (Summed & { key: Key })[];
      after_key?: Key;
    };
    for (const bucket of found.buckets) rows.push(rowOf(keyOf(by, bucket.key), readSums(bucket)));
    if (found.buckets.length < ROWS || found.after_key === undefined) break;
    after = found.after_key;
  }
  return { rows: rows.sort(byKey(by)), total };
}

/** By the values of facets, each under its name. */
export const groups = (
  by: [name: string, facet: Facet][],
  after: Key | undefined,
): estypes.AggregationsCompositeAggregation => ({
  size: ROWS,
  sources: by.map(([name, facet]) => ({
    [name]: { terms: { field: `own.${facet}`, missing_bucket: true, missing_order: 'last' as const } },
  })),
  ...(after === undefined ? {} : { after: after as Record<string, string> }),
});

const keyOf = (by: Facet[], key: Key): QualityRow['key'] =>
  Object.fromEntries(
    by.flatMap((facet) => {
      const value = key[facet];
      return value === null || value === undefined ? [] : [[facet, value]];
    }),
  );

export async function lacking(
  { source, criterion, at, after, limit }: LackingQuery,
  store: Store,
): Promise<StoredEntry[]> {
  const clocked = CLOCKED.find(([, , code]) => code === criterion);
  const query: estypes.QueryDslQueryContainer = {
    bool: {
      filter: [
        { term: { source } },
        { term: { alive: true } },
        ...(clocked === undefined ? [{ term: { 'quality.lacks': criterion } }] : []),
      ],
      must_not:
        clocked === undefined ? [] : [{ term: { 'quality.cycleless': true } }, notYet(clocked[1], at)],
    },
  };
  const { hits } = await store.search<EntryDocument>('entries', {
    query,
    sort: ['id'],
    size: limit,
    track_total_hits: false,
    _source: STORED,
    ...(after === null ? {} : { search_after: [`${source}:${after}`] }),
  });
  return hits.map((hit) => storedEntry(hit.source));
}
