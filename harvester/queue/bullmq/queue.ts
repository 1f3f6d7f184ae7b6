/**
 * The queue of many processes: BullMQ on Redis. A job is a run's id; what it is about, and whether it is done, is
 * in the catalogue, so that a job lost with Redis is made again from there, and one done twice is done once.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Queue as BullQueue } from 'bullmq';
import { CodedError } from '../../../config/errors/errors.ts';
import { asked, type RedisLink } from '../../redis.ts';
import type { Job, Queue } from '../port.ts';
import { createLeases } from './leases.ts';
import { createSignals } from './signals.ts';
import { QUEUE_NAME, startTaking, type Taking } from './taking.ts';

/** BullMQ takes the lower number first, and the older job of one number. */
const PRIORITY: Record<Job['priority'], number> = { person: 1, schedule: 2 };
const WAITING: ReadonlySet<string> = new Set(['waiting', 'prioritized', 'delayed']);
/** Events that BullMQ keeps for those who look on. */
const EVENTS_KEPT = 1_000;

export interface BullQueueOptions {
  link: RedisLink;
  /** Jobs at one time in this process. */
  parallel: number;
  onError?: (job: Job, error: unknown) => void;
}

/** With BullMQ's own queue, for a dashboard. Throws `queue.unavailable` where Redis is not there; so does every call. */
export async function createBullQueue({
  link,
  parallel,
  onError,
}: BullQueueOptions): Promise<Queue & { board: BullQueue<Job> }> {
  const { prefix } = link;
  const process_ = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const [commands, listening] = await Promise.all([link.connect(), link.connect({ patient: true })]);
  const bull = new BullQueue<Job>(QUEUE_NAME, {
    connection: commands,
    prefix,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    streams: { events: { maxLen: EVENTS_KEPT } },
  });
  bull.on('error', link.trouble);
  const leases = createLeases(commands, prefix, process_);
  let taking: Promise<Taking> | undefined;
  let taken: Taking | undefined;
  const signals = await createSignals(commands, listening, prefix, (id) => taken?.stop(id));
  let closed = false;

  const isQueued = async (id: string) => (await commands.exists(bull.toKey(id))) === 1;
  const has = async (id: string) => (await isQueued(id)) || (await leases.running(id));

  async function drop(id: string): Promise<boolean> {
    const job = await bull.getJob(id);
    if (job === undefined) return false;
    try {
      await job.remove();
      return true;
    } catch {
      return false; // A worker has it.
    }
  }

  return {
    board: bull,
    async add(job) {
      if (closed) throw new CodedError('run.stopped', 'the queue is closed');
      await asked(
        (async () => {
          if (await has(job.id)) return;
          await signals.forgetStop(job.id);
          await bull.add(job.source, job, { jobId: job.id, priority: PRIORITY[job.priority] });
        })(),
      );
    },
    work(worker) {
      if (closed || taking !== undefined) return;
      const options = { link, bull, leases, signals, worker, parallel, name: process_ };
      taking = startTaking({ ...options, ...(onError && { onError }) });
      taking.then((now) => {
        taken = now;
      }, link.trouble);
    },
    raise: (id) =>
      asked(
        (async () => {
          const job = await bull.getJob(id);
          if (job === undefined || !WAITING.has(await job.getState())) return false;
          await job.changePriority({ priority: PRIORITY.person });
          return true;
        })(),
      ),
    has: (id) => asked(has(id)),
    stop: (id) =>
      asked(
        (async () => {
          if (await drop(id)) return 'dropped';
          const known = await has(id);
          // Where Redis has just lost everything, the worker that is at it may still hear.
          await signals.stop(id);
          return known ? 'stopping' : 'unknown';
        })(),
      ),
    here: () => taken?.here() ?? { takesJobs: false, jobs: [] },
    depth: () =>
      asked(
        (async () => {
          const counts = await bull.getJobCounts('wait', 'prioritized', 'delayed', 'active');
          const { active = 0, ...waiting } = counts;
          return { waiting: Object.values(waiting).reduce((sum, count) => sum + count, 0), active };
        })(),
      ),
    onReport: (listener) => signals.onReport(listener),
    async close() {
      if (closed) return;
      closed = true;
      await (await taking?.catch(() => undefined))?.close();
      leases.close();
      await bull.close().catch(() => undefined);
      commands.disconnect();
      listening.disconnect();
    },
  };
}
