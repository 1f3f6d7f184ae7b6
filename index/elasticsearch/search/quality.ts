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

const sumsOf = (at: string): Record<string, estypes.AggregationsAggregationContainer> => ({
  ...Object.fromEntries([...DIMENSIONS, 'mqa'].map((name) => [name, { sum: { field: `quality.${name}` } }])),
  cycleless: { filter: { term: { 'quality.cycleless': true } } },
  due: { filter: notYet('due', at) },
  overdue: { filter: notYet('overdue', at) },
});

type Counted = { doc_count: number };
type Summed = Counted &
  Record<Dimension | 'mqa', { value: number }> &
  Record<'cycleless' | 'due' | 'overdue', Counted>;

/** Without what is counted apart: bands, and what no clock tells to be lacking. */
function readSums(bucket: Summed): QualitySums {
  const sums = noSums();
  sums.entries = bucket.doc_count;
  sums.mqa = bucket.mqa.value;
  for (const dimension of DIMENSIONS) sums.dimensions[dimension] = bucket[dimension].value;
  for (const [, field, code] of CLOCKED) {
    const inTime = bucket[field].doc_count;
    sums.dimensions.timeliness += inTime * worthOf(code);
    lack(sums, code, bucket.doc_count - bucket.cycleless.doc_count - inTime);
  }
  return sums;
}

function lack(sums: QualitySums, code: string, count: number): void {
  sums.lacks[CRITERIA.findIndex((each) => each.code === code)] = count;
}

/** Values of `by` as JSON of a list, null for what is not stated. */
export const nameOf = (by: Facet[], key: Key | QualityRow['key']): string =>
  JSON.stringify(by.map((facet) => (key as Key)[facet] ?? null));

type Within = Pick<Grouping, 'filters' | 'within'>;
type Sums = Map<string, { key: Key; sums: QualitySums }>;

/** By name of the group, all but what is counted apart. */
async function summed(by: Facet[], within: Within, at: string, store: Store, moment: Moment): Promise<Sums> {
  const found: Sums = new Map();
  const grouping = { by: namesOf(by), ...within, aggs: sumsOf(at) };
  for await (const group of groupsOf<Summed & Group>(grouping, store, moment))
    found.set(nameOf(by, group.key), { key: group.key, sums: readSums(group) });
  return found;
}

/** How many entries of each group bear each value of the field: told in a group of its own, it is cheaper by far. */
async function apart(
  by: Facet[],
  within: Within,
  field: string,
  tell: (name: string, value: string, count: number) => void,
  store: Store,
  moment: Moment,
): Promise<void> {
  const grouping: Grouping = { by: namesOf(by), ...within, also: ['apart', field] };
  for await (const { key, doc_count: count } of groupsOf(grouping, store, moment))
    tell(nameOf(by, key), key.apart as string, count);
}

async function figured(
  by: Facet[],
  within: Within,
  at: string,
  store: Store,
  moment: Moment,
): Promise<QualityRow[]> {
  const lacks: [string, string, number][] = [];
  const bands: [string, string, number][] = [];
  const [all] = await Promise.all([
    summed(by, within, at, store, moment),
    apart(by, within, LACKS, (...told) => lacks.push(told), store, moment),
    apart(by, within, BAND, (...told) => bands.push(told), store, moment),
  ]);
  for (const [name, code, count] of lacks) lack(all.get(name)?.sums ?? noSums(), code, count);
  for (const [name, band, count] of bands) {
    const sums = all.get(name)?.sums;
    if (sums !== undefined) sums.bands[band as keyof QualitySums['bands']] = count;
  }
  return [...all.values()].map(({ key, sums }) => rowOf(keyOf(by, key), sums));
}

/** The whole, as one group of all. */
async function whole({ filters, at }: QualityQuery, store: Store, moment: Moment): Promise<QualityRow> {
  type Terms = { buckets: (Counted & { key: string })[] };
  const { aggregations } = await store.search(moment, {
    query: living(filters),
    size: 0,
    track_total_hits: false,
    aggs: {
      all: {
        filter: { match_all: {} },
        aggs: {
          ...sumsOf(at),
          lacks: { terms: { field: LACKS, size: CRITERIA.length } },
          bands: { terms: { field: BAND, size: BANDS.length } },
        },
      },
    },
  });
  const all = aggregations.all as unknown as Summed & Record<'lacks' | 'bands', Terms>;
  const sums = readSums(all);
  for (const { key, doc_count: count } of all.lacks.buckets) lack(sums, key, count);
  for (const { key, doc_count: count } of all.bands.buckets)
    sums.bands[key as keyof QualitySums['bands']] = count;
  return rowOf({}, sums);
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
  const told = rows.filter(({ key }) => named.has(nameOf(by, key)));
  return { rows: told.sort(order), distinct: groups.length };
}

export async function quality(query: QualityQuery, store: Store): Promise<QualityFigures> {
  const moment = await store.openMoment('entries');
  try {
    const [rows, total] = await Promise.all([
      query.by.length === 0 ? { rows: [], distinct: 0 } : rowsOf(query, store, moment),
      whole(query, store, moment),
    ]);
    return { ...rows, total };
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
  if (by.length === 0) return new Map([[nameOf(by, {}), (await whole(query, store, moment)).score]]);
  const found = await summed(by, { filters }, at, store, moment);
  return new Map([...found].map(([name, { sums }]) => [name, rowOf({}, sums).score]));
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
