/**
 * Entries and distinct resources by facets, exactly: an entry counts under its own values, a resource where an entry
 * of it does. A resource of one entry is one document; of the others each offer is a nested one, and what they are
 * nested in counts once.
 */
import type { estypes } from '@elastic/elasticsearch';
import { byKey } from '../../order.ts';
import type { Facet, Filters, Statistics, StatisticsQuery, StatisticsRow } from '../../query.ts';
import type { Answer, Moment, Store } from '../store.ts';
import { narrowing, type Values } from './filters.ts';

const ROWS = 20_000;

type Key = Record<string, string | null>;

interface Row {
  key: Key;
  doc_count: number;
  /** Where offers are counted: what they are nested in. */
  resources?: { doc_count: number } & Data;
  data?: Data['data'];
  telling?: Data['telling'];
}

/** Rows of data of the resources, and how many of them tell. */
interface Data {
  data?: { value: number };
  telling?: { value: number };
}

interface Rows {
  buckets: Row[];
  after_key?: Key;
}

export interface Tally {
  entries: number;
  resources: number;
  /** Rows of data, where they are asked for, and the resources that tell theirs. */
  data?: number;
  telling?: number;
}

export interface Wanted {
  by: Facet[];
  filters: Filters;
  /** Resources that are counted, by what their lead says. */
  leads?: estypes.QueryDslQueryContainer[];
  /** Whether rows of data are summed up. */
  data?: boolean;
}

/** At a lead. */
const DATA = { data: { sum: { field: 'rows' } }, telling: { value_count: { field: 'rows' } } };

const rowsOf = (
  by: Facet[],
  values: Values,
  after: Key | undefined,
): estypes.AggregationsAggregationContainer => ({
  composite: {
    size: ROWS,
    // Facets of several values give a row for each; those of none stay open.
    sources: by.map((facet) => ({
      [facet]: {
        terms: { field: `${values}.${facet}`, missing_bucket: true, missing_order: 'last' as const },
      },
    })),
    ...(after === undefined ? {} : { after: after as Record<string, string> }),
  },
});

/** Resources of one entry. */
function single({ by, filters, leads = [], data }: Wanted, after: Key | undefined) {
  const rows = { ...rowsOf(by, 'own', after), ...(data ? { aggs: DATA } : {}) };
  return {
    query: {
      bool: {
        filter: [{ term: { lead: true } }, { term: { count: 1 } }, ...leads, ...narrowing(filters, 'own')],
      },
    },
    ...(by.length > 0 ? { aggs: { rows } } : data ? { aggs: DATA } : {}),
  };
}

/** Resources of several. */
function several({ by, filters, leads = [], data }: Wanted, after: Key | undefined) {
  const admitted = { bool: { filter: narrowing(filters, 'offer') } };
  const rows = {
    rows: {
      ...rowsOf(by, 'offer', after),
      aggs: { resources: { reverse_nested: {}, ...(data ? { aggs: DATA } : {}) } },
    },
  };
  return {
    query: {
      bool: {
        filter: [
          { term: { lead: true } },
          { range: { count: { gt: 1 } } },
          ...leads,
          { nested: { path: 'offer', query: admitted } },
        ],
      },
    },
    aggs: {
      ...(data && by.length === 0 ? DATA : {}),
      offers: {
        nested: { path: 'offer' },
        aggs: { admitted: { filter: admitted, ...(by.length === 0 ? {} : { aggs: rows }) } },
      },
    },
  };
}

type Offers = { admitted: { doc_count: number; rows?: Rows } };

/** By the values asked for, as JSON of a list, null for what is not stated. */
export interface Counts {
  tallies: Map<string, Tally>;
  total: Tally;
}

export async function counted(wanted: Wanted, store: Store, moment: Moment): Promise<Counts> {
  const { by } = wanted;
  const tallies = new Map<string, Tally>();
  const total: Tally = { entries: 0, resources: 0 };

  /** Returns where to go on. */
  const count = ({ buckets, after_key: after }: Rows): Key | undefined => {
    for (const { key, doc_count: entries, resources, ...own } of buckets) {
      const name = JSON.stringify(by.map((facet) => key[facet]));
      const tally = tallies.get(name) ?? { entries: 0, resources: 0 };
      tally.entries += entries;
      tally.resources += resources?.doc_count ?? entries;
      if (wanted.data) {
        const { data, telling }: Data = resources ?? own;
        tally.data = (tally.data ?? 0) + (data?.value ?? 0);
        tally.telling = (tally.telling ?? 0) + (telling?.value ?? 0);
      }
      tallies.set(name, tally);
    }
    return buckets.length < ROWS ? undefined : after;
  };
  const add = ({ data, telling }: Data): void => {
    if (data === undefined) return;
    total.data = (total.data ?? 0) + data.value;
    total.telling = (total.telling ?? 0) + (telling?.value ?? 0);
  };
  const ask = (body: ReturnType<typeof single | typeof several>): Promise<Answer<never>> =>
    store.search(moment, { ...body, size: 0, track_total_hits: true });

  let after: Key | undefined;
  do {
    const { aggregations, total: found } = await ask(single(wanted, after));
    if (after === undefined) {
      total.entries += found;
      total.resources += found;
      add(aggregations as unknown as Data);
    }
    after = by.length === 0 ? undefined : count(aggregations.rows as unknown as Rows);
  } while (after !== undefined);
  do {
    const { aggregations, total: found } = await ask(several(wanted, after));
    const { admitted } = aggregations.offers as unknown as Offers;
    if (after === undefined) {
      total.entries += admitted.doc_count;
      total.resources += found;
      add(aggregations as unknown as Data);
    }
    after = admitted.rows === undefined ? undefined : count(admitted.rows);
  } while (after !== undefined);
  return { tallies, total };
}

export async function statistics(query: StatisticsQuery, store: Store): Promise<Statistics> {
  const by = [...new Set(query.by)];
  let changedAt: number | null = null;
  const moment = await store.openMoment('entries');
  let counts: Counts;
  try {
    counts = await counted({ by, filters: query.filters }, store, moment);
    const latest = await store.search(moment, { size: 0, aggs: { latest: { max: { field: 'changedAt' } } } });
    changedAt = (latest.aggregations.latest as unknown as { value: number | null }).value;
  } finally {
    await moment.close();
  }
  const { tallies, total } = counts;
  if (by.length === 0 && total.entries > 0) tallies.set('[]', { ...total });
  const rows = [...tallies].map(([name, tally]) => rowOf(by, JSON.parse(name) as (string | null)[], tally));
  return {
    rows: rows.sort(byKey(by)),
    total,
    at: (changedAt === null ? new Date() : new Date(changedAt)).toISOString(),
  };
}

function rowOf(by: Facet[], values: (string | null)[], tally: Tally): StatisticsRow {
  const key: StatisticsRow['key'] = {};
  for (const [at, facet] of by.entries()) {
    const value = values[at];
    if (value !== null && value !== undefined) key[facet] = value;
  }
  return { key, ...tally };
}
