/** Takes jobs off the queue and does them: one for a source at a time, until stopped or told to leave. */
import {
  type Job as BullJob,
  type Queue as BullQueue,
  Worker as BullWorker,
  DelayedError,
  WaitingError,
} from 'bullmq';
import { CodedError } from '../../../config/errors/errors.ts';
import { type RedisLink, redisNow } from '../../redis.ts';
import { RunLeft } from '../../run/run-left.ts';
import type { Job, Queue, Worker } from '../port.ts';
import type { Leases } from './leases.ts';
import type { Signals } from './signals.ts';

export const QUEUE_NAME = 'runs';

/** A job whose worker has not said for so long that it is at it goes to another, in ms; looked for so often. */
const LOCK_MS = 10_000;
const STALLED_MS = 3_000;
/** A run that no worker survives is given up by the harvester, not by the queue. */
const MOST_STALLS = 1_000;
/** A job whose source is being harvested looks again after so long, in ms, where nobody tells it. */
const BUSY_MS = 1_000;
/** Closing waits so long for Redis to take note of what was handed on, in ms. */
const NOTED_MS = 5_000;

export interface TakingOptions {
  link: RedisLink;
  bull: BullQueue<Job>;
  leases: Leases;
  signals: Signals;
  worker: Worker;
  parallel: number;
  /** Of this process, for the dashboard. */
  name: string;
  onError?: (job: Job, error: unknown) => void;
}

export interface Taking {
  /** Where the run is done here: stops it. */
  stop(id: string): void;
  here(): ReturnType<Queue['here']>;
  /** Takes no more jobs, tells the running ones to leave and hands them on. */
  close(): Promise<void>;
}

export async function startTaking(options: TakingOptions): Promise<Taking> {
  const { link, bull, leases, signals, worker, parallel, name, onError } = options;
  const redis = await link.connect({ patient: true });
  const active = new Map<string, { controller: AbortController; done: Promise<void> }>();
  let closing = false;

  async function work(job: Job, controller: AbortController): Promise<void> {
    try {
      // Looked for once it can be heard: no stop falls in between.
      if (await signals.stopAsked(job.id)) controller.abort(stoppedByPerson());
      await worker(job, { signal: controller.signal, report: (progress) => signals.report(progress) });
    } catch (error) {
      onError?.(job, error);
    }
  }

  async function take(bullJob: BullJob<Job>, token: string | undefined): Promise<void> {
    const job = bullJob.data;
    if (closing) return handOn(bullJob, token);
    if (!(await leases.take(job))) {
      await bullJob.moveToDelayed((await redisNow(redis)) + BUSY_MS, token);
      throw new DelayedError();
    }
    const controller = new AbortController();
    if (closing) controller.abort(new RunLeft());
    const done = work(job, controller);
    active.set(job.id, { controller, done });
    await done;
    active.delete(job.id);
    const left = controller.signal.reason instanceof RunLeft;
    if (!left && controller.signal.aborted) await signals.forgetStop(job.id);
    await leases.give(job);
    if (left) return handOn(bullJob, token);
    await next(job.source);
  }

  /** A job of the same source that found it busy need not wait any longer. */
  async function next(source: string): Promise<void> {
    for (const job of await bull.getDelayed()) {
      if (job.data.source === source) return job.promote().catch(() => undefined);
    }
  }

  const taking = new BullWorker<Job>(QUEUE_NAME, take, {
    connection: redis,
    prefix: link.prefix,
    name,
    concurrency: parallel,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_MS,
    maxStalledCount: MOST_STALLS,
  });
  // Of a lost lock as well: another worker takes the job, and finds whether somebody is at its run still.
  taking.on('error', link.trouble);

  return {
    stop: (id) => active.get(id)?.controller.abort(stoppedByPerson()),
    here: () => ({ takesJobs: taking.isRunning() && !closing, jobs: [...active.keys()] }),
    async close() {
      closing = true;
      const noted = taking.close();
      for (const { controller } of active.values()) controller.abort(new RunLeft());
      await Promise.all([...active.values()].map(({ done }) => done));
      await Promise.race([noted, after(NOTED_MS)]);
      redis.disconnect();
      await noted;
    },
  };
}

/** Back to the front of the queue, for another worker. */
async function handOn(job: BullJob<Job>, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

const stoppedByPerson = () => new CodedError('run.stopped', 'a person stopped it');

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
