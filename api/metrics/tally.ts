/** What this process has done since it was started, counted as it happens. */
import type { Outcome } from '../../harvester/client/run-client.ts';
import type { RunStatus } from '../../index/operations.ts';

export interface Tally {
  /** Requests sent to sources. */
  readonly requests: ReadonlyMap<Outcome, number>;
  /** Runs that ended here. */
  readonly runs: ReadonlyMap<RunStatus, number>;
  request(outcome: Outcome): void;
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
  return {
    requests,
    runs,
    request: (outcome) => void requests.set(outcome, (requests.get(outcome) ?? 0) + 1),
    ended: (status) => void runs.set(status, (runs.get(status) ?? 0) + 1),
  };
}
