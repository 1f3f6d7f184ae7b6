/** Living entries grouped by what their documents say, in pages, all of one moment. */
import type { estypes } from '@elastic/elasticsearch';
import type { Facet, Filters } from '../../query.ts';
import type { Moment, Store } from '../store.ts';
import { narrowing } from './filters.ts';

/** The cluster makes 65,535 buckets for one answer at most; every page is a walk through all documents. */
const BUCKETS = 60_000;

/** By name, null where a document says nothing. */
export type Key = Record<string, string | null>;

export interface Grouping {
  /** Values of these facets; a document without one stands under null. */
  by: [name: string, facet: Facet][];
  filters: Filters;
  /** What else is asked of an entry. */
  within?: estypes.QueryDslQueryContainer[];
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
  { by, filters, within, aggs = {} }: Grouping,
  store: Store,
  moment: Moment,
): AsyncGenerator<B> {
  const each = Object.values(aggs).reduce(
    (sum, { filter, terms }) => sum + (filter ? 1 : (terms?.size ?? 0)),
    1,
  );
  const size = Math.floor(BUCKETS / each);
  const sources = by.map(([name, facet]) => ({
    [name]: { terms: { field: `own.${facet}`, missing_bucket: true, missing_order: 'last' as const } },
  }));
  let after: Key | undefined;
  do {
    const going = after === undefined ? {} : { after: after as Record<string, string> };
    const { aggregations } = await store.search(moment, {
      query: living(filters, within),
      size: 0,
      track_total_hits: false,
      aggs: { rows: { composite: { size, sources, ...going }, aggs } },
    });
    const { buckets, after_key } = aggregations.rows as unknown as Found<B>;
    yield* buckets;
    after = buckets.length < size ? undefined : after_key;
  } while (after !== undefined);
}
