/** How a source stands, by its last run's end, its schedule and what waits for a person. Pure. */
import type { Source } from '../../config/registry/source.ts';
import type { SourceStanding } from '../../config/registry/source-states.ts';
import type { SourceState } from '../../index/operations.ts';
import { type Trouble, troubleOf } from './breaker.ts';

/** A slot may be begun so late, in milliseconds, before its source counts as late: an hour. */
export const GRACE = 3_600_000;

export interface Circumstances {
  /** It can be harvested. */
  configured: boolean;
  running: boolean;
  /** Something of it waits for a person. */
  held: boolean;
  /** The schedule leaves it alone by a person's word. */
  paused: boolean;
  state: SourceState | undefined;
}

const STANDINGS: Record<Trouble, SourceStanding> = {
  blocked: 'blocked',
  login: 'login-needed',
  down: 'down',
  moved: 'moved',
  'changed-format': 'format-changed',
  listing: 'doubtful',
  ours: 'broken',
};

const isLate = (state: Pick<SourceState, 'nextDue'> | undefined, now: number): boolean =>
  state?.nextDue != null && Date.parse(state.nextDue) + GRACE < now;

/** Whether the schedule should have begun a run of it by now (ms): it leaves alone what is paused and what cannot be harvested. */
export const isOverdue = (
  source: Pick<Source, 'harvest' | 'paused'>,
  state: Pick<SourceState, 'nextDue'>,
  now: number,
): boolean => source.harvest !== undefined && source.paused !== true && isLate(state, now);

export function standingOf(
  { configured, running, held, paused, state }: Circumstances,
  now: number,
): SourceStanding {
  if (!configured) return 'not-connected';
  if (running) return 'running';
  if (held) return 'held';
  if (paused) return 'paused';
  if (state?.problem) {
    const { code } = state.problem;
    return code === 'listing.empty' ? 'empty' : STANDINGS[troubleOf(code)];
  }
  if (isLate(state, now)) return 'late';
  return state?.lastGood ? 'harvested' : 'waiting';
}
