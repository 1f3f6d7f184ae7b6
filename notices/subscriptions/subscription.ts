/** Who wants to be told what, of what, where and how often. */
import type { Filters } from '../../index/query.ts';
import type { Occasion } from '../occasions/kinds.ts';

export const GROUPINGS = ['at-once', 'hourly', 'daily', 'weekly'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const CHANNELS = ['webhook', 'mail'] as const;

export type Channel = { kind: 'webhook'; url: string } | { kind: 'mail'; address: string };

/** `unconfirmed`: its mailbox has not said yes; `ended`: for good. */
export const SUBSCRIPTION_STATES = ['unconfirmed', 'active', 'paused', 'ended'] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];

/** `gone`: its receiver said so (410); `unsubscribed`: by the link in a message; `access`: its key is not good any more. */
export const ENDINGS = ['gone', 'unsubscribed', 'removed', 'access'] as const;
export type Ending = (typeof ENDINGS)[number];

export interface SavedSearch {
  text: string;
  filters: Filters;
}

export interface Wanted {
  /** What its owner calls it. */
  name: string;
  occasions: Occasion[];
  /** Sources by id, and all sources of these places (GB/T 2260); whatever its owner may hear of where both are empty. */
  sources: string[];
  regions: string[];
  /** For `new-entries`. */
  search: SavedSearch | null;
  /** For `demand-matched`: these alone; all of the places where empty. */
  demands: string[];
  /** For `values-unknown`: told once the share goes above it, 0–1. */
  share: number;
  channel: Channel;
  grouping: Grouping;
}

export interface Subscription extends Wanted {
  /** Id of a key; `admin` for the key of the settings and for callers on this machine; null for whoever has a mailbox only. */
  owner: string | null;
  state: SubscriptionState;
  ending: Ending | null;
  madeAt: string;
  /** What was found up to then was told. */
  searchedUntil: string;
  /** Of the last day: resource → when it was first seen. Absent where none was kept yet. */
  toldLately?: Record<string, string>;
  /** The last digests that were written, by occasion: the week that they are of. */
  digested: Record<string, string>;
}
