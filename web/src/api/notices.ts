/** The questions of the pages on subscriptions. */
import type { ApiDeliveryList, ApiOccasions, ApiSubscriptionList } from '../../../api/types.ts';
import { useAnswer } from './questions.ts';

export const useOccasions = () => useAnswer<ApiOccasions>('/occasions');
/** `all`: everybody's. Not asked where the reader has none. */
export const useSubscriptions = (asked: boolean, all: boolean) =>
  useAnswer<ApiSubscriptionList>(asked ? `/subscriptions?size=100${all ? '&all=true' : ''}` : null);
/** Null asks nothing. */
export const useDeliveries = (query: URLSearchParams | null) =>
  useAnswer<ApiDeliveryList>(query === null ? null : `/deliveries?${query}`, { everyMs: 10_000, keep: true });
