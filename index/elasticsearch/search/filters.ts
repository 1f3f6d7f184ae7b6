/** Filters as queries over the facet values of entries, of resources, or of single offers. */
import type { estypes } from '@elastic/elasticsearch';
import { activeFilters } from '../../facets.ts';
import type { Facet, Filters } from '../../query.ts';

/** `own`: an entry's values. `all`: those of all offers of a resource, at its lead. `offer`: of one of several offers. */
export type Values = 'own' | 'all' | 'offer';

export interface Narrowing {
  facet: Facet;
  query: estypes.QueryDslQueryContainer;
}

/** One for each facet that narrows. */
export const narrowings = (filters: Filters, values: Values): Narrowing[] =>
  activeFilters(filters).map(([facet, wanted]) => ({
    facet,
    query: { terms: { [`${values}.${facet}`]: wanted } },
  }));

export const narrowing = (filters: Filters, values: Values): estypes.QueryDslQueryContainer[] =>
  narrowings(filters, values).map(({ query }) => query);
