/**
 * The schedule: once a minute, what is due is started. The truth of what is due is in the sources' states, so a
 * process that was down catches up once, and several processes start one run.
 */
import cron, { type ScheduledTask } from 'node-cron';
import { type CodedError, coded } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import type { StartOptions } from '../control/control.ts';
import { changeState } from '../control/source-state.ts';

export interface Schedule {
  catalogue: Pick<Catalogue, 'getSourceState' | 'putSourceState' | 'listSourceStates'>;
  sources: () => Iterable<Source>;
  /** The source's first slot after an instant (ms). */
  slotAfter: (source: Source, ms: number) => string | null;
  start: (source: string, options: StartOptions) => Promise<Run>;
  clock: () => number;
  onError: (source: string, error: CodedError) => void;
}

/** Starts what is due now, and says when each source is due next. */
export async function startDue(schedule: Schedule): Promise<void> {
  const { catalogue, sources, clock, onError } = schedule;
  const now = new Date(clock()).toISOString();
  const states = new Map((await catalogue.listSourceStates()).map((state) => [state.source, state]));
  for (const source of sources()) {
    if (source.harvest === undefined || source.paused) continue;
    const due = states.get(source.id)?.nextDue ?? null;
    if (due !== null && due > now) continue;
    try {
      await startOne(schedule, source, due);
    } catch (error) {
      // One source's fault is not the others'.
      onError(source.id, coded(error));
    }
  }
}

async function startOne(schedule: Schedule, source: Source, due: string | null): Promise<void> {
  const { catalogue, slotAfter, start, clock } = schedule;
  const next = slotAfter(source, clock());
  if (due !== null) {
    try {
      await start(source.id, { trigger: 'schedule', slot: due });
    } catch (error) {
      // It is being harvested: this slot is served.
      if (coded(error).code !== 'run.already-running') throw error;
    }
  }
  // However many slots were missed, the next one is the next one.
  await changeState(catalogue, source.id, (state) =>
    state.nextDue === due || state.nextDue === null ? { ...state, nextDue: next } : null,
  );
}

/** Looks every minute until stopped; looks never overlap. */
export function everyMinute(look: () => Promise<void>): ScheduledTask {
  return cron.schedule('* * * * *', look, { timezone: 'Asia/Shanghai', noOverlap: true, unref: true });
}
