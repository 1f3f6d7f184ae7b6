/** The search page that a saved search stands for. */
import { queryOf } from '../../index/query.ts';
import type { SavedSearch } from '../subscriptions/subscription.ts';

export const addressOf = (search: SavedSearch): string => `/search?${queryOf(search)}`;
