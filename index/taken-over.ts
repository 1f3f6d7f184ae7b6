/**
 * A run has one worker at a time. One that was held up for so long that another took its run over (a paused
 * machine, a network that hung) must not write on as if nothing had been: each taking up counts `resumed` up, and
 * what bears an older count is refused. Both engines ask this of every write that a run makes of itself.
 */
import { CodedError } from '../config/errors/errors.ts';
import type { Run } from './operations.ts';

/** Throws `run.taken-over` where the stored run is in newer hands, or a batch comes for a run that has ended. */
export function refuseTakenOver(stored: Run, by: { resumed: number; batch: boolean }): void {
  const over = by.batch
    ? stored.resumed !== by.resumed || stored.status !== 'running'
    : stored.resumed > by.resumed;
  if (!over) return;
  throw new CodedError(
    'run.taken-over',
    `${stored.id}: ${stored.status}, taken up ${stored.resumed} times, not ${by.resumed}`,
  );
}
