/** The address of the search page, and the question to the API that it stands for. */
import type { Facet, Sort } from '../../../../api/types.ts';
import { FACET_ORDER, FEW, LINKED_FACETS } from './facet-order.ts';

/** Values that the API counts of a facet at most. */
const MOST = 400;

export const SORTS: Sort[] = ['relevance', 'modified', 'issued', 'title'];

/** Parameters that say what is found; the others say how it is shown. */
const ASKED = ['q', 'literal', 'together', ...FACET_ORDER, ...LINKED_FACETS];

const FILTERS = [...FACET_ORDER, ...LINKED_FACETS];

export function clearFilters(next: URLSearchParams): void {
  for (const facet of [...FILTERS, 'together']) next.delete(facet);
}

export function sortOf(search: URLSearchParams): Sort {
  const asked = search.get('sort');
  return SORTS.find((sort) => sort === asked) ?? (search.has('q') ? 'relevance' : 'modified');
}

/** Only what says what is found, in one order: two addresses that find the same have the same. */
export function askedOf(search: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams();
  for (const name of ASKED) for (const value of search.getAll(name)) asked.append(name, value);
  return asked;
}

/** Facets to count are the page's own affair. */
export function apiQuery(search: URLSearchParams): URLSearchParams {
  const query = askedOf(search);
  for (const name of ['sort', 'cursor']) {
    const value = search.get(name);
    if (value !== null) query.set(name, value);
  }
  for (const facet of FACET_ORDER) query.append('facets', facet);
  query.set('facetSize', String(search.has('more') ? MOST : FEW));
  query.set('highlight', 'true');
  query.set('fold', 'true');
  if (search.has('why')) query.set('explain', 'true');
  return query;
}

/** Only the values of one facet, all of them, of what is asked. */
export function facetQuery(search: URLSearchParams, facet: Facet): URLSearchParams {
  const query = askedOf(search);
  query.set('facets', facet);
  query.set('facetSize', String(MOST));
  query.set('size', '1');
  query.set('highlight', 'false');
  return query;
}

/** Only the number of what is asked. */
export function countQuery(search: URLSearchParams): URLSearchParams {
  const query = facetQuery(search, 'kind');
  query.set('facetSize', '1');
  return query;
}

/** Where a feed of what is asked is; undefined where it would be of something else: feeds take no literal words. */
export function feedAddress(search: URLSearchParams, kind: 'atom' | 'rss'): string | undefined {
  return search.has('literal') ? undefined : `/api/v1/search.${kind}?${askedOf(search)}`;
}
