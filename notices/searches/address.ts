/** The search page that a saved search stands for. */
import { FACETS, NOT_STATED } from '../../index/query.ts';
import type { SavedSearch } from '../subscriptions/subscription.ts';

/** How addresses write that an entry says nothing of a facet. */
const UNSTATED = '-';

export function addressOf({ text, filters }: SavedSearch): string {
  const asked = new URLSearchParams();
  if (text !== '') asked.set('q', text);
  for (const facet of FACETS) {
    for (const value of filters[facet] ?? []) asked.append(facet, value === NOT_STATED ? UNSTATED : value);
  }
  return `/search?${asked}`;
}
