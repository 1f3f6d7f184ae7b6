/** Saved searches as addresses of the search page have them, and as subscriptions have them. */
import type { ApiSubscription } from '../../../../api/types.ts';
import { FACET_ORDER, LINKED_FACETS } from '../search/facet-order.ts';

type Search = NonNullable<ApiSubscription['search']>;

/** How addresses write that an entry says nothing of a facet. */
const UNSTATED = '-';
const FACETS = [...FACET_ORDER, ...LINKED_FACETS];

export function searchOf(asked: URLSearchParams): Search {
  const filters: Search['filters'] = {};
  for (const facet of FACETS) {
    const values = asked.getAll(facet);
    if (values.length > 0) filters[facet] = values.map((value) => (value === UNSTATED ? '' : value));
  }
  return { text: asked.get('q') ?? '', filters };
}

export function addressOf({ text, filters }: Search): URLSearchParams {
  const asked = new URLSearchParams();
  if (text !== '') asked.set('q', text);
  for (const facet of FACETS) {
    for (const value of filters[facet] ?? []) asked.append(facet, value === '' ? UNSTATED : value);
  }
  return asked;
}
