/** Living entries grouped by what their documents say, in pages, all of one moment. */
import type { estypes } from '@elastic/elasticsearch';
import type { Facet, Filters } from '../../query.ts';
import type { Moment, Store } from '../store.ts';
import { narrowing } from './filters.ts';

/** The cluster makes 65,535 buckets for one answer at most; every page is a walk through all documents. */
const BUCKETS = 60_000;
const PAGE = 30_000;

/** By name, null where a document says nothing. */
export type Key = Record<string, string | null>;

export interface Grouping {
  /** Values of these facets; a document without one stands under null. */
  by: [name: string, facet: Facet][];
  filters: Filters;
  /** What else is asked of an entry. */
  within?: estypes.QueryDslQueryContainer[];
  /** A field that is grouped by as well, under its name; a document without it stands nowhere. */
  also?: [name: string, field: string];
  /** Told of every group. */
  aggs?: Record<string, estypes.AggregationsAggregationContainer>;
}

export interface Group {
  doc_count: number;
  key: Key;
}

interface Found<B> {
  buckets: B[];
  after_key?: Key;
}

export const living = (
  filters: Filters,
  within: estypes.QueryDslQueryContainer[] = [],
): estypes.QueryDslQueryContainer => ({
  bool: { filter: [{ term: { alive: true } }, ...narrowing(filters, 'own'), ...within] },
});

export const namesOf = (by: Facet[]): [string, Facet][] => by.map((facet) => [facet, facet]);

export async function* groupsOf<B extends Group>(
  { by, filters, within, also, aggs = {} }: Grouping,
  store: Store,
  moment: Moment,
): AsyncGenerator<B> {
  // A filter within a group is a bucket of its own.
  const each = 1 + Object.values(aggs).filter((agg) => 'filter' in agg).length;
  const size = Math.min(PAGE, Math.floor(BUCKETS / each));
  const sources = by.map(([name, facet]) => ({
    [name]: { terms: { field: `own.${facet}`, missing_bucket: true, missing_order: 'last' as const } },
  }));
  const more = also === undefined ? [] : [{ [also[0]]: { terms: { field: also[1] } } }];
  let after: Key | undefined;
  do {
    const going = after === undefined ? {} : { after: after as Record<string, string> };
    const { aggregations } = await store.search(moment, {
      query: living(filters, within),
      size: 0,
      track_total_hits: false,
      aggs: { rows: { composite: { size, sources: [...sources, ...more], ...going }, aggs } },
    });
    const { buckets, after_key } = aggregations.rows as unknown as Found<B>;
    yield* buckets;
    after = buckets.length < size ? undefined : after_key;
  } while (after !== undefined);
}
