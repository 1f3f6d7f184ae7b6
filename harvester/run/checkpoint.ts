/** Where a run goes on: from a crash, a deadline or a stop, without counting anything twice. Pure. */
import type { Checkpoint, Run } from '../../index/operations.ts';

/**
 * A worker that dies on a run each time must not be given it for ever: so often in a row may it be taken up without a
 * page coming in, or begin its listing anew. How often it was left while it came further does not count.
 */
export const MOST_IN_VAIN = 20;

/** Whether the run has been taken up for nothing too often. */
export const inVain = ({ checkpoint }: Run): boolean =>
  (checkpoint?.idle ?? 0) > MOST_IN_VAIN || (checkpoint?.restarts ?? 0) > MOST_IN_VAIN;

/** The run as it is taken up again. A batch that was under way when it was left counts as never written. */
export function takenUp(run: Run, at: string): Run {
  const left = run.checkpoint ?? startOfSweep(0, 0);
  const abandoned = [...(left.abandoned ?? []), left.batch + 1];
  return {
    ...run,
    status: 'running',
    endedAt: null,
    problems: [],
    heartbeatAt: at,
    resumed: run.resumed + 1,
    checkpoint: { ...left, batch: left.batch + 1, abandoned, idle: (left.idle ?? 0) + 1 },
  };
}

export const startOfSweep = (sweep: number, batch: number): Checkpoint => ({
  cursor: null,
  batch,
  sweep,
  pages: [],
});

/** The start of one more sweep, to be held against the one that is over. */
export function nextSweep({ sweep, print, unmarked, restarts }: Checkpoint): Checkpoint {
  return {
    ...startOfSweep(sweep + 1, 0),
    ...(print !== undefined && { printBefore: print }),
    ...(unmarked && { unmarked: { ...unmarked, seen: 0 } }),
    ...(restarts && { restarts }),
  };
}

/** The start of a sweep in place of one that cannot be gone on with. */
export function sweepAnew(left: Checkpoint): Checkpoint {
  const { print: _, printBefore: __, ...rest } = left;
  return { ...nextSweep(rest), restarts: (left.restarts ?? 0) + 1 };
}

/** Two sweeps in a row were the same, page by page. */
export const sweepsAlike = ({ print, printBefore }: Checkpoint): boolean =>
  print !== undefined && print === printBefore;

/** The sweep's last page is in: there is no page to go on with. */
export const sweepEnded = ({ cursor, pages, partial }: Checkpoint): boolean =>
  cursor === null && partial === undefined && pages.length > 0;

/** Whether a listing mark of this batch counts. */
export const markCounts = (batch: number | undefined, checkpoint: Checkpoint | null): boolean =>
  batch !== undefined && !checkpoint?.abandoned?.includes(batch);
