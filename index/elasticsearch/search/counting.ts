/** Facet counts, each past its own filter, exactly however many shards there are. */
import type { estypes } from '@elastic/elasticsearch';
import type { Facet, FacetValue, Filters, SearchQuery } from '../../query.ts';
import { narrowings, togetherCounts } from './filters.ts';
import { allOf } from './text-query.ts';

type Aggregations = Record<string, estypes.AggregationsAggregationContainer>;

/** Values that each shard brings at first; those of one publisher more than that are asked for again. */
export const FIRST_VALUES = 1_000;

interface Values {
  values: {
    doc_count_error_upper_bound: number;
    buckets: { key: string; doc_count: number }[];
  };
}

/** A facet among what all other filters admit. */
export function facetCounts(
  facets: Facet[],
  filters: Filters,
  size: number,
  fromEachShard: number,
): Aggregations {
  const active = narrowings(filters, 'all');
  return Object.fromEntries(
    facets.map((facet) => {
      const others = active.filter((each) => each.facet !== facet).map(({ query }) => query);
      const values = {
        terms: {
          field: `all.${facet}`,
          size,
          shard_size: Math.max(size, fromEachShard),
          // Equals by value.
          order: [{ _count: 'desc' as const }, { _key: 'asc' as const }],
        },
      };
      return [`facet ${facet}`, { filter: allOf(others), aggs: { values } }];
    }),
  );
}

/** Entries that the resources stand for which all filters admit; together, those alone that pass by themselves. */
export const entryCount = ({ filters, together }: Pick<SearchQuery, 'filters' | 'together'>): Aggregations =>
  together ? togetherCounts(filters) : standingFor(filters);

const standingFor = (filters: Filters): Aggregations => ({
  admitted: {
    filter: allOf(narrowings(filters, 'all').map(({ query }) => query)),
    aggs: { entries: { sum: { field: 'count' } } },
  },
});

export function entriesIn(aggregations: Record<string, estypes.AggregationsAggregate>): number {
  const { admitted, single, several } = aggregations as unknown as {
    admitted?: { entries: { value: number } };
    single: { doc_count: number };
    several: { passing: { doc_count: number } };
  };
  return admitted === undefined ? single.doc_count + several.passing.doc_count : admitted.entries.value;
}

/** The values of each facet, and the facets of which shards held back some that may count. */
export function countedFacets(
  facets: SearchQuery['facets'],
  aggregations: Record<string, estypes.AggregationsAggregate>,
): { counts: Partial<Record<Facet, FacetValue[]>>; uncertain: Facet[] } {
  const counts: Partial<Record<Facet, FacetValue[]>> = {};
  const uncertain: Facet[] = [];
  for (const facet of facets) {
    const { values } = aggregations[`facet ${facet}`] as unknown as Values;
    counts[facet] = values.buckets.map(({ key, doc_count: count }) => ({ value: key, count }));
    if (values.doc_count_error_upper_bound > 0) uncertain.push(facet);
  }
  return { counts, uncertain };
}
