/** Starting a run: one slot is one run, one source has one run at a time, whoever asks and from wherever. */
import { hash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Queue } from '../queue/port.ts';
import { openLedger } from '../run/ledger.ts';
import type { StartOptions } from './control.ts';
import { isAlive } from './heartbeat.ts';
import { changeState } from './source-state.ts';

export interface Starting {
  catalogue: Catalogue;
  queue: Queue;
  /** No other process harvests into this catalogue: what runs and is not in the queue was abandoned. */
  sole: boolean;
  clock: () => number;
  /** What this process is at with a source: its starts take turns. */
  turns: Map<string, Promise<unknown>>;
}

/** One after the other for each source; between processes the version of the source's state decides. */
function inTurn<T>({ turns }: Starting, source: string, task: () => Promise<T>): Promise<T> {
  const turn = (turns.get(source) ?? Promise.resolve()).then(task, task);
  const over = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(source, over);
  void over.then(() => {
    if (turns.get(source) === over) turns.delete(source);
  });
  return turn;
}

/** Made of source and slot, so that whoever asks for the slot finds its run. */
export const runId = (source: string, slot: string): string =>
  `${source}.${hash('sha256', `${source}:${slot}`, 'hex').slice(0, 16)}`;

export function startRun(starting: Starting, source: string, options: StartOptions): Promise<Run> {
  const slot = options.slot ?? `${new Date(starting.clock()).toISOString()}/${randomUUID()}`;
  const named = { id: runId(source, slot), source, slot: `${source}:${slot}` };
  return inTurn(starting, source, () => begin(starting, named, options));
}

/** Queues a running run again whose process is gone; returns whether it was. */
export const takeUp = (starting: Starting, run: Run): Promise<boolean> =>
  inTurn(starting, run.source, () => takeUpAbandoned(starting, run));

async function begin(
  starting: Starting,
  named: Pick<Run, 'id' | 'source' | 'slot'>,
  options: StartOptions,
): Promise<Run> {
  const { catalogue, queue } = starting;
  const { id, source } = named;
  const known = await catalogue.getRun(id);
  if (known !== undefined) return startAgain(starting, known, options);
  // What another process has just written or imported counts too: without it the ledger would find more at the end than
  // came. Counted first, so that little time passes between the claim and the run's record.
  await catalogue.refresh();
  const counts = await catalogue.counts(source);
  const run = freshRun(starting, named, options);
  run.ledger = openLedger(counts.find((each) => each.source === source)?.entries ?? 0);
  const other = await claim(starting, run);
  if (other !== null) return other;
  try {
    await catalogue.createRun(run);
  } catch (error) {
    // Another process asked for the same slot at the same time.
    const same = coded(error).code === 'catalogue.conflict' ? await catalogue.getRun(id) : undefined;
    if (same === undefined) throw error;
    // Or this one did, and the answer was lost: one job, whoever adds it.
    await queue.add({ id, source, priority: priorityOf(options.trigger) });
    return same;
  }
  await dropOldMarks(catalogue, run);
  await queue.add({ id, source, priority: priorityOf(options.trigger) });
  return run;
}

const priorityOf = (trigger: Run['trigger']) => (trigger === 'schedule' ? 'schedule' : 'person');

function freshRun(
  { clock }: Starting,
  named: Pick<Run, 'id' | 'source' | 'slot'>,
  { trigger, full = false, dryRun = false, replay = false }: StartOptions,
): Run {
  const now = new Date(clock()).toISOString();
  return {
    ...named,
    trigger,
    full,
    dryRun,
    ...(replay && { replay }),
    status: 'running',
    startedAt: now,
    heartbeatAt: now,
    endedAt: null,
    resumed: 0,
    requests: { list: 0, detail: 0, other: 0 },
    ledger: openLedger(0),
    problems: [],
    checkpoint: null,
  };
}

/** The slot's run: as it is, or taken up again where it was abandoned, or stopped and a person asks for it. */
async function startAgain(starting: Starting, run: Run, { trigger }: StartOptions): Promise<Run> {
  const { catalogue, queue } = starting;
  if (run.status === 'running') {
    await takeUpAbandoned(starting, run);
    return run;
  }
  const left = run.status === 'stopped' || run.problems.some(({ code }) => code === 'run.deadline');
  if (!left || run.checkpoint === null || trigger !== 'person') return run;
  const newest = await catalogue.listRuns({ source: run.source }, 1);
  if (newest.items[0]?.id !== run.id) return run;
  const again: Run = { ...run, status: 'running', endedAt: null, problems: [] };
  await untilGone(queue, run.id);
  await catalogue.saveRun(again);
  await queue.add({ id: run.id, source: run.source, priority: 'person' });
  return again;
}

/** A run that ended a moment ago may have its job still: added now, it would be taken for that one, and never done. */
async function untilGone(queue: Queue, id: string): Promise<void> {
  for (let tries = 0; tries < 200 && (await queue.has(id)); tries += 1) await sleep(50);
}

async function takeUpAbandoned({ catalogue, queue, sole, clock }: Starting, run: Run): Promise<boolean> {
  if (run.status !== 'running' || (await queue.has(run.id))) return false;
  if (!sole && (await isAlive(catalogue, run, clock))) return false;
  await queue.add({ id: run.id, source: run.source, priority: priorityOf(run.trigger) });
  return true;
}

/**
 * Makes the run the source's own, by its state's version. Returns the source's other run where that goes on first:
 * one that was abandoned, and one of the schedule's that waits and does what a person wants now. Throws
 * `run.already-running`.
 */
async function claim(starting: Starting, wanted: Run): Promise<Run | null> {
  const { catalogue } = starting;
  const { source, id } = wanted;
  let abandoned: Run | null = null;
  await changeState(catalogue, source, async (state) => {
    const last = state.lastRun === null ? undefined : await existing(catalogue, state.lastRun);
    if (last === undefined || last.status !== 'running') return { ...state, lastRun: id };
    if (last.id === id) {
      // Another process was asked for the same slot a moment earlier.
      abandoned = last;
      return null;
    }
    if (!(await servedSooner(starting, last, wanted)) && !(await takeUpAbandoned(starting, last))) {
      throw new CodedError('run.already-running', `${source}: ${last.id}`, {
        hint: '等它结束，或先停止它 / wait for it to end, or stop it first',
      });
    }
    abandoned = last;
    return null;
  });
  return abandoned;
}

/** Where a person asks for what waits already, it need not wait behind the others of the night. */
async function servedSooner({ queue }: Starting, waiting: Run, wanted: Run): Promise<boolean> {
  if (wanted.trigger !== 'person' || waiting.trigger !== 'schedule' || waiting.checkpoint !== null)
    return false;
  if (wanted.full !== waiting.full || wanted.dryRun !== waiting.dryRun) return false;
  return !wanted.replay === !waiting.replay && queue.raise(waiting.id);
}

/** A run that was claimed a moment ago may be on its way into the catalogue. */
async function existing(catalogue: Catalogue, id: string): Promise<Run | undefined> {
  for (let tries = 0; tries < 40; tries += 1) {
    const run = await catalogue.getRun(id);
    if (run !== undefined) return run;
    await sleep(50);
  }
  return undefined;
}

/** An earlier run that was stopped kept its marks to be taken up again; that is over now. */
async function dropOldMarks(catalogue: Catalogue, run: Run): Promise<void> {
  const { items } = await catalogue.listRuns({ source: run.source }, 2);
  for (const earlier of items) {
    if (earlier.id !== run.id && earlier.checkpoint !== null && earlier.status !== 'running') {
      await catalogue.forgetListing(earlier.id);
    }
  }
}
