/** Quality in figures, summed by the cluster over each entry's own document; and whose records lack what. */
import type { estypes } from '@elastic/elasticsearch';
import { BANDS, CRITERIA, DIMENSIONS, type Dimension } from '../../../config/quality/quality.ts';
import {
  foremost,
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
import { type Group, type Grouping, groupsOf, type Key, living, namesOf } from './groups.ts';

const LACKS = 'quality.lacks';
const BAND = 'own.quality';

const notYet = (field: 'due' | 'overdue', at: string): estypes.QueryDslQueryContainer => ({
  range: { [`quality.${field}`]: { gt: Date.parse(at) } },
});

/** What a score is made of. */
const scored = (at: string): Record<string, estypes.AggregationsAggregationContainer> => ({
  ...Object.fromEntries([...DIMENSIONS, 'mqa'].map((name) => [name, { sum: { field: `quality.${name}` } }])),
  cycleless: { filter: { term: { 'quality.cycleless': true } } },
  due: { filter: notYet('due', at) },
  overdue: { filter: notYet('overdue', at) },
});

/** All that a row tells: a bucket for every criterion and band, so that few groups go into one answer. */
const told = (at: string): Record<string, estypes.AggregationsAggregationContainer> => ({
  ...scored(at),
  lacks: { terms: { field: LACKS, size: CRITERIA.length } },
  bands: { terms: { field: BAND, size: BANDS.length } },
});

type Counted = { doc_count: number };
type Terms = { buckets: (Counted & { key: string })[] };
type Scored = Counted &
  Record<Dimension | 'mqa', { value: number }> &
  Record<'cycleless' | 'due' | 'overdue', Counted>;
type Told = Scored & Record<'lacks' | 'bands', Terms>;

function readScored(bucket: Scored): QualitySums {
  const sums = noSums();
  sums.entries = bucket.doc_count;
  sums.mqa = bucket.mqa.value;
  for (const dimension of DIMENSIONS) sums.dimensions[dimension] = bucket[dimension].value;
  for (const [, field, code] of CLOCKED) {
    const inTime = bucket[field].doc_count;
    sums.dimensions.timeliness += inTime * worthOf(code);
    sums.lacks[placeOf(code)] = bucket.doc_count - bucket.cycleless.doc_count - inTime;
  }
  return sums;
}

const placeOf = (code: string): number => CRITERIA.findIndex((each) => each.code === code);

function readTold(bucket: Told): QualitySums {
  const sums = readScored(bucket);
  for (const { key, doc_count: count } of bucket.lacks.buckets) sums.lacks[placeOf(key)] = count;
  for (const { key, doc_count: count } of bucket.bands.buckets)
    sums.bands[key as keyof QualitySums['bands']] = count;
  return sums;
}

/** Values of `by` as JSON of a list, null for what is not stated. */
export const nameOf = (by: Facet[], key: Key | QualityRow['key']): string =>
  JSON.stringify(by.map((facet) => (key as Key)[facet] ?? null));

async function figured(
  by: Facet[],
  within: Pick<Grouping, 'filters' | 'within'>,
  at: string,
  store: Store,
  moment: Moment,
): Promise<QualityRow[]> {
  const rows: QualityRow[] = [];
  const grouping = { by: namesOf(by), ...within, aggs: told(at) };
  for await (const group of groupsOf<Told & Group>(grouping, store, moment))
    rows.push(rowOf(keyOf(by, group.key), readTold(group)));
  return rows;
}

/** The whole, as one group of all. */
async function whole<B>(
  { filters }: QualityQuery,
  aggs: Record<string, estypes.AggregationsAggregationContainer>,
  store: Store,
  moment: Moment,
): Promise<B> {
  const { aggregations } = await store.search(moment, {
    query: living(filters),
    size: 0,
    track_total_hits: false,
    aggs: { all: { filter: { match_all: {} }, aggs } },
  });
  return aggregations.all as unknown as B;
}

/** Where only some groups are told, those that any of their values leads to. */
const leadingTo = (by: Facet[], keys: QualityRow['key'][]): estypes.QueryDslQueryContainer[] =>
  by.map((facet) => {
    const values = [...new Set(keys.map((key) => key[facet]))];
    const field = `own.${facet}`;
    const named = { terms: { [field]: values.filter((value) => value !== undefined) } };
    const missing = { bool: { must_not: [{ exists: { field } }] } };
    return { bool: { should: [named, ...(values.includes(undefined) ? [missing] : [])] } };
  });

type Rows = Pick<QualityFigures, 'rows' | 'distinct'>;

async function rowsOf(query: QualityQuery, store: Store, moment: Moment): Promise<Rows> {
  const by = [...new Set(query.by)];
  const { filters, at } = query;
  const order = foremost(query);
  if (query.most === undefined) {
    const rows = await figured(by, { filters }, at, store, moment);
    return { rows: rows.sort(order), distinct: rows.length };
  }
  const groups: Pick<QualityRow, 'key' | 'entries'>[] = [];
  for await (const { key, doc_count: entries } of groupsOf({ by: namesOf(by), filters }, store, moment))
    groups.push({ key: keyOf(by, key), entries });
  const chosen = groups.sort(order).slice(0, query.most);
  const named = new Set(chosen.map(({ key }) => nameOf(by, key)));
  const within =
    chosen.length === groups.length
      ? {}
      : {
          within: leadingTo(
            by,
            chosen.map(({ key }) => key),
          ),
        };
  const rows = chosen.length === 0 ? [] : await figured(by, { filters, ...within }, at, store, moment);
  const wanted = rows.filter(({ key }) => named.has(nameOf(by, key)));
  return { rows: wanted.sort(order), distinct: groups.length };
}

export async function quality(query: QualityQuery, store: Store): Promise<QualityFigures> {
  const moment = await store.openMoment('entries');
  try {
    const [rows, all] = await Promise.all([
      query.by.length === 0 ? { rows: [], distinct: 0 } : rowsOf(query, store, moment),
      whole<Told>(query, told(query.at), store, moment),
    ]);
    return { ...rows, total: rowOf({}, readTold(all)) };
  } finally {
    await moment.close();
  }
}

/** Scores by name of the group. */
export async function scoresAt(
  query: QualityQuery,
  store: Store,
  moment: Moment,
): Promise<Map<string, number>> {
  const { by, filters, at } = query;
  const scores = new Map<string, number>();
  const note = (key: Key, sums: Scored) => scores.set(nameOf(by, key), rowOf({}, readScored(sums)).score);
  if (by.length === 0) note({}, await whole<Scored>(query, scored(at), store, moment));
  else {
    const grouping = { by: namesOf(by), filters, aggs: scored(at) };
    for await (const group of groupsOf<Scored & Group>(grouping, store, moment)) note(group.key, group);
  }
  return scores;
}

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
        ...(clocked === undefined ? [{ term: { [LACKS]: criterion } }] : []),
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
