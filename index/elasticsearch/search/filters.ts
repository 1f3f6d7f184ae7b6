/** Filters as queries over the facet values of entries, of resources, or of single offers. */
import type { estypes } from '@elastic/elasticsearch';
import { activeFilters } from '../../finding/facets.ts';
import { type Facet, type Filters, NOT_STATED } from '../../query.ts';

/** `own`: an entry's values. `all`: those of all offers of a resource, at its lead. `offer`: of one of several offers. */
export type Values = 'own' | 'all' | 'offer';

export interface Narrowing {
  facet: Facet;
  query: estypes.QueryDslQueryContainer;
}

/** One of the values; nothing at all where `NOT_STATED` is among them. */
function valued(field: string, wanted: string[]): estypes.QueryDslQueryContainer {
  const stated = wanted.filter((value) => value !== NOT_STATED);
  const terms = { terms: { [field]: stated } };
  if (stated.length === wanted.length) return terms;
  const silent = { bool: { must_not: [{ exists: { field } }] } };
  return stated.length === 0 ? silent : { bool: { should: [terms, silent] } };
}

/** One for each facet that narrows. */
export const narrowings = (filters: Filters, values: Values): Narrowing[] =>
  activeFilters(filters).map(([facet, wanted]) => ({
    facet,
    query: valued(`${values}.${facet}`, wanted),
  }));

export const narrowing = (filters: Filters, values: Values): estypes.QueryDslQueryContainer[] =>
  narrowings(filters, values).map(({ query }) => query);

const ONE = { term: { count: 1 } };

/** Leads of resources of which one offer alone passes all filters. */
export const passingTogether = (filters: Filters): estypes.QueryDslQueryContainer => ({
  bool: {
    should: [
      { bool: { filter: [ONE, ...narrowing(filters, 'own')] } },
      {
        bool: {
          filter: [
            { range: { count: { gt: 1 } } },
            { nested: { path: 'offer', query: offersPassing(filters) } },
          ],
        },
      },
    ],
  },
});

const offersPassing = (filters: Filters): estypes.QueryDslQueryContainer => ({
  bool: { filter: narrowing(filters, 'offer') },
});

/** Counts them: those of resources of one, and those among several. */
export const togetherCounts = (
  filters: Filters,
): Record<string, estypes.AggregationsAggregationContainer> => ({
  single: { filter: { bool: { filter: [ONE, ...narrowing(filters, 'own')] } } },
  several: { nested: { path: 'offer' }, aggs: { passing: { filter: offersPassing(filters) } } },
});
