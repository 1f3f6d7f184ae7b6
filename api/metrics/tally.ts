/** What this process has done since it was started, counted as it happens. */
import type { Outcome } from '../../harvester/client/run-client.ts';
import type { RunStatus } from '../../index/operations.ts';
import type { Came } from '../../notices/outbox/channel.ts';
import { CHANNELS, type Channel } from '../../notices/subscriptions/subscription.ts';

export interface Tally {
  /** Requests sent to sources. */
  readonly requests: ReadonlyMap<Outcome, number>;
  /** Runs that ended here. */
  readonly runs: ReadonlyMap<RunStatus, number>;
  /** Attempts at messages: `webhook taken`, `mail later`. */
  readonly deliveries: ReadonlyMap<`${Channel['kind']} ${Came}`, number>;
  request(outcome: Outcome): void;
  delivery(channel: Channel['kind'], came: Came): void;
  ended(status: RunStatus): void;
}

export function openTally(): Tally {
  // From the first scrape on, so that the first of each is seen as an increase.
  const requests = new Map<Outcome, number>([['answered', 0]]);
  const runs = new Map<RunStatus, number>([
    ['succeeded', 0],
    ['incomplete', 0],
    ['failed', 0],
    ['stopped', 0],
  ]);
  const deliveries = new Map(
    CHANNELS.map((channel) => [`${channel} taken` as `${Channel['kind']} ${Came}`, 0]),
  );
  return {
    requests,
    runs,
    deliveries,
    request: (outcome) => void requests.set(outcome, (requests.get(outcome) ?? 0) + 1),
    delivery: (channel, came) => {
      const key = `${channel} ${came}` as const;
      deliveries.set(key, (deliveries.get(key) ?? 0) + 1);
    },
    ended: (status) => void runs.set(status, (runs.get(status) ?? 0) + 1),
  };
}
