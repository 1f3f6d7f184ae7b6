/**
 * One run, end to end, a harvest or a replay: list, plan, ask, read, normalise, write, and a ledger that adds up. A run that was left
 * before goes on from its checkpoint; whatever ends it, what is in the catalogue and what the ledger says agree.
 */
import type { Adapter, AdapterContext, HttpClient } from '../../adapters/contract.ts';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Run, RunProblem, SourceState } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { HEARTBEAT_MS } from '../control/heartbeat.ts';
import { ChangedRows, checkFilter, refuseEverything } from '../listing/changes.ts';
import { growthBound, ManyNew } from '../listing/growth.ts';
import { ListChanged } from '../listing/listing.ts';
import { Position } from '../listing/position.ts';
import { type ListingEnd, sweepAgain } from '../listing/trust.ts';
import { keptFiles } from '../uploads/take-in.ts';
import { limiter } from './ahead.ts';
import { Batches, type BatchLimits } from './batch.ts';
import { nextSweep, startOfSweep, sweepAnew, sweepEnded } from './checkpoint.ts';
import { asking, type Course } from './course.ts';
import { noteRun } from './day.ts';
import { breakOff, endRun, factsOf } from './ending.ts';
import type { Normalize, Taker } from './outcome.ts';
import { Planner } from './plan.ts';
import { replaying } from './replay.ts';
import { RunLeft } from './run-left.ts';
import { sweepOnce } from './sweep.ts';

export interface Harvest {
  /** As stored; its ledger and checkpoint move on with every batch. */
  run: Run;
  source: HarvestableSource;
  adapter: Adapter;
  /** Counts its requests into the run. */
  http: HttpClient;
  /** What its client found odd and of no cost so far: the run says it when it ends. */
  remarks?: RunProblem[];
  /** How its source stood when the run was taken up. */
  state?: SourceState | undefined;
  catalogue: Catalogue;
  normalize: Normalize;
  /** Aborted with the coded error that ends the run, or with a `RunLeft`. */
  signal: AbortSignal;
  limits: BatchLimits;
  clock: () => number;
  /** At the start and with every committed batch. */
  progress: (run: Run) => void;
}

/** Harvests until the list's end, an error or a stop. Returns the ended run, saved; null where it was left to another. Throws `run.taken-over`, `catalogue.unavailable`. */
export async function harvest(harvesting: Harvest): Promise<Run | null> {
  const { run, catalogue, source, signal, clock, progress } = harvesting;
  const batches = new Batches({
    run,
    region: source.region,
    catalogue,
    limits: harvesting.limits,
    clock,
    committed: () => progress(run),
  });
  const beat = setInterval(() => {
    run.heartbeatAt = new Date(clock()).toISOString();
    batches.save();
  }, HEARTBEAT_MS);
  progress(run);
  let ended: Run;
  try {
    const changed = new ChangedRows();
    const listing = await sweepUntilTrusted(harvesting, batches, changed);
    signal.throwIfAborted();
    const filter = await filterProblem(harvesting, listing.end, changed);
    await catalogue.refresh();
    const at = new Date(clock()).toISOString();
    ended = await endRun({
      run,
      catalogue,
      guard: source.harvest.guard,
      region: source.region,
      ...listing,
      at,
    });
    if (filter !== null) ended.problems.push(filter);
  } catch (error) {
    const reason = signal.aborted ? signal.reason : error;
    // What is being written counts: the ledger is not closed beside it.
    await batches.drain().catch(() => undefined);
    if (reason instanceof RunLeft) {
      // Nobody is at it any more: the next one need not wait for the heartbeat to grow old.
      run.heartbeatAt = new Date(0).toISOString();
      await catalogue.saveRun(run);
      return null;
    }
    // Another's now, or nothing can be written down: it stands as it stood with its last batch.
    if (['run.taken-over', 'catalogue.unavailable'].includes(coded(reason).code)) throw reason;
    ended = await breakOff(run, catalogue, reason, new Date(clock()).toISOString());
  } finally {
    clearInterval(beat);
    await batches.drain().catch(() => undefined);
  }
  ended.problems.push(...(harvesting.remarks ?? []));
  // Before the run is over: where this breaks off, it is taken up, and ends once more.
  await noteRun(catalogue, ended, source.region, ended.endedAt ?? ended.heartbeatAt);
  await catalogue.saveRun(ended);
  return ended;
}

/** What is wrong with the source's filter of changes, where this run can tell: only a whole list shows it. */
function filterProblem(
  harvesting: Harvest,
  end: ListingEnd,
  changed: ChangedRows,
): Promise<RunProblem | null> {
  const { run } = harvesting;
  if (run.changesSince !== undefined) return Promise.resolve(refuseEverything(run));
  if (end !== 'reached') return Promise.resolve(null);
  return checkFilter({ ...harvesting, context: contextOf(harvesting), changed });
}

async function sweepUntilTrusted(
  harvesting: Harvest,
  batches: Batches,
  changed: ChangedRows,
): Promise<{ end: ListingEnd; doubt: CodedError | null }> {
  const { run, source, catalogue } = harvesting;
  const { guard } = source.harvest;
  const growth = await growthBound(catalogue, run, guard);
  const course = run.replay ? replaying(harvesting) : askingCourse(harvesting, changed);
  /** A cursor that is not understood any more, or leads into a list that has changed, costs the way to it, not the run. */
  const startOver = async (error: unknown): Promise<null> => {
    if (run.checkpoint === null) throw error;
    if (error instanceof ManyNew) {
      delete run.changesSince;
      batches.save();
    } else {
      const invalid = error instanceof CodedError && error.code === 'listing.cursor-invalid';
      if (!(invalid || error instanceof ListChanged) || run.checkpoint.cursor === null) throw error;
    }
    await batches.commit(sweepAnew(run.checkpoint));
    await batches.drain();
    return null;
  };
  for (;;) {
    const checkpoint = run.checkpoint ?? startOfSweep(0, 0);
    const position = new Position(checkpoint);
    const listing = sweepEnded(checkpoint)
      ? { end: 'reached' as const, doubt: null }
      : await sweepOnce({ run, catalogue, course, batches, position, growth }).catch(startOver);
    if (listing === null) continue;
    const over = run.checkpoint ?? checkpoint;
    const facts = factsOf(run, listing.end);
    const { duplicate } = run.ledger;
    // A sweep that was begun anew is none more.
    const sweep = over.sweep - (over.restarts ?? 0);
    if (!sweepAgain({ ...facts, duplicate, sweep }, guard)) return listing;
    await batches.commit(nextSweep(over));
    await batches.drain();
  }
}

const contextOf = ({ source, http, signal, catalogue, remarks = [] }: Harvest): AdapterContext => ({
  source,
  http,
  signal,
  uploads: keptFiles(catalogue, source.id),
  remark(code, detail) {
    if (!remarks.some((remark) => remark.code === code)) remarks.push({ code, detail });
  },
});

function askingCourse(harvesting: Harvest, changed: ChangedRows): Course {
  const { run, source, adapter, normalize, clock } = harvesting;
  const { guard, rotation, pace } = source.harvest;
  const taker: Taker = {
    adapter,
    context: contextOf(harvesting),
    normalize,
    full: run.full,
    clock: () => new Date(clock()).toISOString(),
    // The client keeps the host's own bounds; a few more keep it supplied.
    limit: limiter(2 * pace.concurrency),
  };
  const planning = { run: run.id, full: run.full, rotation, now: Date.parse(run.startedAt) };
  const planner = new Planner(planning, run.checkpoint?.rotated ?? 0);
  return asking({ run, taker, planner, changed, maxPages: guard.maxPages });
}
