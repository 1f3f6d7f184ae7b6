/** Jobs a second that do nothing: through our queue's port, and by BullMQ alone on the same Redis. */
import { Queue as BullQueue, Worker as BullWorker } from 'bullmq';
import { createBullQueue } from '../../../harvester/queue/bullmq/queue.ts';
import { type RedisLink, redisLink } from '../../../harvester/redis.ts';
import { ownRedis } from '../../services/redis/service.ts';
import { atEnd } from './ends.ts';

export interface QueueRate {
  jobs: number;
  /** Jobs a second that are added, and that are done. */
  ours: { added: number; done: number };
  raw: { added: number; done: number };
}

/** Jobs at one time; as many are added at one time. */
const AT_ONCE = 50;

async function rate(jobs: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return jobs / ((performance.now() - start) / 1000);
}

async function addAll(jobs: number, add: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const adding = async () => {
    while (next < jobs) {
      const at = next;
      next += 1;
      await add(at);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, adding));
}

/** Resolves `all` once it was called so often. */
function counted(jobs: number): { one: () => void; all: Promise<void> } {
  let left = jobs;
  const { promise: all, resolve } = Promise.withResolvers<void>();
  return {
    all,
    one() {
      left -= 1;
      if (left === 0) resolve();
    },
  };
}

async function ours(link: RedisLink, jobs: number): Promise<QueueRate['ours']> {
  const queue = await createBullQueue({ link, parallel: AT_ONCE });
  const close = atEnd(() => queue.close());
  const added = await rate(jobs, () =>
    addAll(jobs, (at) => queue.add({ id: `run-${at}`, source: `source-${at}`, priority: 'schedule' })),
  );
  const { one, all } = counted(jobs);
  const done = await rate(jobs, () => {
    queue.work(async () => one());
    return all;
  });
  await close();
  return { added, done };
}

async function raw(link: RedisLink, jobs: number): Promise<QueueRate['raw']> {
  const [commands, taking] = await Promise.all([link.connect(), link.connect({ patient: true })]);
  const connected = { prefix: link.prefix, connection: commands };
  const queue = new BullQueue('raw', { ...connected, defaultJobOptions: { removeOnComplete: true } });
  const added = await rate(jobs, () =>
    addAll(jobs, (at) => queue.add('noop', { at }, { jobId: `run-${at}` })),
  );
  const { one, all } = counted(jobs);
  let worker: BullWorker | undefined;
  const done = await rate(jobs, () => {
    const options = { prefix: link.prefix, connection: taking, concurrency: AT_ONCE };
    worker = new BullWorker('raw', async () => one(), options);
    return all;
  });
  await worker?.close();
  await queue.close();
  commands.disconnect();
  taking.disconnect();
  return { added, done };
}

export async function queueRate(jobs: number): Promise<QueueRate> {
  const redis = await ownRedis();
  const close = atEnd(() => redis.close());
  const link = redisLink({ url: redis.url, prefix: '{huimu-bench}' });
  // Once around before, so that both find everything compiled.
  await ours(link, Math.ceil(jobs / 10));
  await raw(link, Math.ceil(jobs / 10));
  const figures = { jobs, ours: await ours(link, jobs), raw: await raw(link, jobs) };
  await close();
  return figures;
}
