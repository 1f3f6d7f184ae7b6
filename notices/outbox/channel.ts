/** What sends a message, whichever way: one attempt, and what came of it. */
import type { Subscription } from '../subscriptions/subscription.ts';
import type { KeptDelivery } from './delivery.ts';

export type Came = 'taken' | 'later' | 'never' | 'gone';

/**
 * `later`: try again, not before `after` ms where the receiver says so. `never`: it will not be taken. `gone`: the receiver
 * wants no more at all. `answer`: for people, without secrets.
 */
export interface Outcome {
  came: Came;
  answer: string;
  after?: number;
}

/** Throws nothing. */
export type Send = (
  delivery: KeptDelivery,
  subscription: Subscription,
  signal: AbortSignal,
) => Promise<Outcome>;

export type Senders = Record<Subscription['channel']['kind'], Send>;
