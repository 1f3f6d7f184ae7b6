/**
 * Which source is being harvested, and by which run: BullMQ locks a job, not the source that it is about. A lease
 * ends with its process: it is renewed while the run goes on, and put back where Redis has lost everything.
 */
import type { Redis } from 'ioredis';
import { script } from '../../redis.ts';

/** A lease that is not renewed ends after so long, in ms. */
export const LEASE_MS = 9_000;

/** Takes the source for the holder; 0 where another has it. */
const TAKE = `
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
redis.call('set', KEYS[2], ARGV[1], 'px', ARGV[2])
return 1`;

const GIVE = `
for _, key in ipairs(KEYS) do
  if redis.call('get', key) == ARGV[1] then redis.call('del', key) end
end
return 1`;

export interface Leased {
  id: string;
  source: string;
}

export interface Leases {
  /** False where another run has the source. */
  take(job: Leased): Promise<boolean>;
  give(job: Leased): Promise<void>;
  /** Whether somebody is at this run. */
  running(id: string): Promise<boolean>;
  close(): void;
}

/** `process` is a name that no other process has. */
export function createLeases(redis: Redis, prefix: string, process: string): Leases {
  const take = script<number>(redis, 'huimuTakeSource', 2, TAKE);
  const give = script<number>(redis, 'huimuGiveSource', 2, GIVE);
  const held = new Map<string, Leased>();
  const keysOf = ({ id, source }: Leased) => [`${prefix}:source:${source}`, `${prefix}:running:${id}`];
  const holder = ({ id }: Leased) => `${id} ${process}`;
  const renewing = setInterval(() => {
    // Lost leases and lost connections show in what is written: the catalogue takes it from one worker only.
    for (const job of held.values()) take(keysOf(job), [holder(job), LEASE_MS]).catch(() => undefined);
  }, LEASE_MS / 3);
  renewing.unref();
  return {
    async take(job) {
      const taken = (await take(keysOf(job), [holder(job), LEASE_MS])) === 1;
      if (taken) held.set(job.id, job);
      return taken;
    },
    async give(job) {
      held.delete(job.id);
      await give(keysOf(job), [holder(job)]);
    },
    running: async (id) => (await redis.exists(`${prefix}:running:${id}`)) === 1,
    close: () => clearInterval(renewing),
  };
}
