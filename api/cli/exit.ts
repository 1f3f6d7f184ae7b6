/** Exit codes that scripts can use. */
import type { Run } from '../../index/operations.ts';

export const EXIT = {
  ok: 0,
  /** A run failed, or the command did. */
  failed: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** A listing was not to be trusted, or removals wait for a person. */
  incomplete: 3,
  /** Stopped by the person (128 + SIGINT). */
  stopped: 130,
} as const;

/** The exit code for a set of ended runs: the most pressing of theirs. */
export function exitOf(runs: Pick<Run, 'status' | 'ledger'>[]): number {
  const has = (status: Run['status']) => runs.some((run) => run.status === status);
  if (has('stopped')) return EXIT.stopped;
  if (has('failed')) return EXIT.failed;
  if (has('incomplete') || runs.some((run) => run.ledger.withheld > 0)) return EXIT.incomplete;
  return EXIT.ok;
}
