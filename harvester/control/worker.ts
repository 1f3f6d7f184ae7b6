/** Does one job: takes its run up where it stands, harvests within its deadline, and says how it went. */
import { setMaxListeners } from 'node:events';
import type { Adapter } from '../../adapters/contract.ts';
import { CodedError, coded } from '../../config/errors/errors.ts';
import { receiving } from '../../config/registry/receiving.ts';
import type { HarvestableSource, Source } from '../../config/registry/source.ts';
import type { Run, RunProblem, SourceState } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Clients } from '../client/client.ts';
import { LONGEST_TIMER } from '../client/clock.ts';
import { changesSince } from '../listing/changes.ts';
import type { JobContext, Worker } from '../queue/port.ts';
import type { BatchLimits } from '../run/batch.ts';
import { inVain, MOST_IN_VAIN, startOfSweep, takenUp } from '../run/checkpoint.ts';
import { noteRun } from '../run/day.ts';
import { breakOff } from '../run/ending.ts';
import type { Normalize } from '../run/outcome.ts';
import { NO_REQUESTS } from '../run/replay.ts';
import { harvest } from '../run/run.ts';
import { stateAfter } from '../schedule/breaker.ts';
import { type Notice, noticesOf } from '../schedule/notices.ts';
import type { Progress } from './control.ts';
import { isAlive } from './heartbeat.ts';
import { changeState } from './source-state.ts';

/** An adapter is loaded once its family is asked. */
export type AdapterFor = (source: Source) => Adapter | Promise<Adapter>;

export interface Workshop {
  catalogue: Catalogue;
  clients: Clients;
  sourceOf: (id: string) => Source | undefined;
  /** Brings what `sourceOf` says up to date. */
  renew: () => Promise<void>;
  adapterFor: AdapterFor;
  normalize: Normalize;
  /** No other process harvests into this catalogue. */
  sole: boolean;
  limits: BatchLimits;
  clock: () => number;
  /** The source's first slot at or after an instant (ms). */
  slotFrom: (source: Source, ms: number) => string | null;
  notify: (notice: Notice) => void;
}

export const progressOf = (run: Run): Progress => ({
  run: run.id,
  source: run.source,
  status: run.status,
  ledger: { ...run.ledger, rejected: { ...run.ledger.rejected } },
  requests: { ...run.requests },
  at: run.endedAt ?? run.heartbeatAt,
});

export function createWorker(workshop: Workshop): Worker {
  return async ({ id }, context) => {
    const { catalogue } = workshop;
    // Where the catalogue cannot say just now, what it said last holds.
    await workshop.renew().catch(() => undefined);
    const stored = await catalogue.getRun(id);
    if (stored === undefined || stored.status !== 'running') return;
    // Another process may have taken it up while it waited here.
    const begunBefore = stored.checkpoint !== null && !workshop.sole;
    if (begunBefore && (await isAlive(catalogue, stored, workshop.clock))) return;
    const run = begun(stored, new Date(workshop.clock()).toISOString());
    const state = await catalogue.getSourceState(run.source);
    let ended: Run | null;
    try {
      await catalogue.saveRun(run);
      ended = await work(workshop, run, state, context);
    } catch (error) {
      const { code } = coded(error);
      // It is another worker's now, and nothing of it is this one's to say.
      if (code === 'run.taken-over') return;
      // No fault of the run's: it goes on from its checkpoint when the catalogue is there again.
      if (code === 'catalogue.unavailable') throw error;
      // Whatever it was, a run that stays `running` for ever would be worse.
      const at = new Date(workshop.clock()).toISOString();
      ended = await breakOff(run, catalogue, error, at);
      const region = workshop.sourceOf(run.source)?.region;
      if (region !== undefined) await noteRun(catalogue, ended, region, at).catch(() => undefined);
      await catalogue.saveRun(ended);
    }
    if (ended === null) return;
    // What a run could not make sense of must not come back for ever behind a 304.
    if (ended.status !== 'succeeded' && !ended.replay) workshop.clients.forget(ended.source);
    await settle(workshop, ended);
    context.report(progressOf(ended));
  };
}

/** A run that has a checkpoint was begun before, by a process that is gone. */
function begun(run: Run, at: string): Run {
  if (run.checkpoint !== null) return takenUp(run, at);
  return { ...run, startedAt: at, heartbeatAt: at, checkpoint: startOfSweep(0, 0) };
}

async function work(
  workshop: Workshop,
  run: Run,
  state: SourceState | undefined,
  { signal, report }: JobContext,
): Promise<Run | null> {
  const { catalogue, clients, adapterFor, normalize, limits, clock } = workshop;
  const row = workshop.sourceOf(run.source);
  const source = harvestable(row && receiving(row), run.source);
  if (inVain(run)) {
    throw new CodedError('run.unhandled', `taken up ${MOST_IN_VAIN} times in a row without coming further`);
  }
  const adapter = await adapterFor(source);
  // Said with its first batch; whoever takes the run up again goes on in the same way.
  if (run.resumed === 0) {
    const since = changesSince({ run, state, adapter, source });
    if (since !== undefined) run.changesSince = since;
  }
  const deadline = new AbortController();
  const minutes = source.harvest.guard.deadlineMinutes;
  const timer = setTimeout(
    () => deadline.abort(new CodedError('run.deadline', `${source.id}: ${minutes} minutes are over`)),
    Math.min(minutes * 60_000, LONGEST_TIMER),
  );
  const either = AbortSignal.any([signal, deadline.signal]);
  // Every detail under way listens to it.
  setMaxListeners(0, either);
  const { requests } = run;
  const remarks: RunProblem[] = [];
  const remarked = (problem: RunProblem) => remarks.push(problem);
  // Slowed down while it runs, it asks more slowly from then on.
  const paceNow = () => workshop.sourceOf(source.id)?.harvest?.pace ?? source.harvest.pace;
  const quiet = run.replay || adapter.asks?.(source) === false;
  try {
    return await harvest({
      run,
      source,
      adapter,
      state,
      http: quiet ? NO_REQUESTS : clients.forRun({ source, signal: either, requests, remarked, paceNow }),
      remarks,
      catalogue,
      normalize,
      signal: either,
      limits,
      clock,
      progress: (now) => report(progressOf(now)),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Throws `source.unknown`, `config.not-harvestable`. */
export function harvestable(source: Source | undefined, id: string): HarvestableSource {
  if (source === undefined) throw new CodedError('source.unknown', id);
  if (source.harvest === undefined) {
    throw new CodedError('config.not-harvestable', `${id}: ${source.state ?? 'no harvest'}`);
  }
  return source as HarvestableSource;
}

/** Nothing of what is paused is due, however its run ended. */
const leftAlone = (source: Source | undefined, state: SourceState): SourceState =>
  source?.paused ? { ...state, nextDue: null } : state;

/** Notes in the source's state how its run ended, tells who wants to know, and drops the run's marks. */
export async function settle(workshop: Workshop, run: Run): Promise<void> {
  const { catalogue, sourceOf, slotFrom, notify } = workshop;
  const source = sourceOf(run.source);
  const { before, after } = await changeState(catalogue, run.source, (state) =>
    leftAlone(
      source,
      stateAfter(state, run, (ms) => (source?.harvest ? slotFrom(source, ms) : null)),
    ),
  );
  for (const notice of noticesOf(run, before, after)) notify(notice);
  // A run with a checkpoint may be taken up again, and needs its marks; the next run drops them.
  if (run.checkpoint === null) await catalogue.forgetListing(run.id);
}
