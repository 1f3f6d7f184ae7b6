import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import type { CodedError } from '../../../config/errors/errors.ts';
import { createRedisGates } from '../../../harvester/pace/redis-gates.ts';
import { createBullQueue } from '../../../harvester/queue/bullmq/queue.ts';
import { redisLink } from '../../../harvester/redis.ts';
import { describeQueue } from '../../conformance/queue.ts';
import { mayOwnRedis, ownPrefix, ownRedis, redisService } from '../../services/redis/service.ts';

const redis = await redisService();
const ours = await mayOwnRedis();

describe.skipIf(redis === undefined)('on Redis', () => {
  describeQueue('of BullMQ', ({ parallel }) =>
    createBullQueue({ link: redisLink({ url: redis?.url ?? '', prefix: ownPrefix() }), parallel }),
  );

  it('gives a job that was added by one process and began in another to nobody else', async () => {
    const prefix = ownPrefix();
    const open = () => createBullQueue({ link: redisLink({ url: redis?.url ?? '', prefix }), parallel: 4 });
    const queues = await Promise.all([open(), open(), open()]);
    const begun: string[] = [];
    let most = 0;
    let now = 0;
    const ids = Array.from({ length: 60 }, (_, i) => `job.${i}`);
    for (const queue of queues) {
      queue.work(async ({ id }) => {
        begun.push(id);
        now += 1;
        most = Math.max(most, now);
        await new Promise((done) => setTimeout(done, 5));
        now -= 1;
      });
    }
    // Each is added by all of them, as by schedulers that see the same slot.
    await Promise.all(
      queues.flatMap((queue) => ids.map((id) => queue.add({ id, source: id, priority: 'schedule' }))),
    );
    for (const id of ids) while (await queues[0].has(id)) await new Promise((later) => setTimeout(later, 5));
    // One that had ended before the last of them added it is a job again: the catalogue knows that it is done.
    expect(new Set(begun).size).toBe(60);
    expect(most).toBeGreaterThan(4);
    await Promise.all(queues.map((queue) => queue.close()));
  });

  it.skipIf(!ours)(
    'needs no more than the rights that are documented, and never shows its password',
    async () => {
      const own = await ownRedis();
      const keeper = new Redis(own.url);
      const rights = ['~{huimu}*', '&{huimu}*', '+@all', '-@admin', '-@dangerous', '+info'];
      await keeper.acl('SETUSER', 'huimu', 'on', '>open-sesame', ...rights);
      const url = own.url.replace('//', '//huimu:open-sesame@');
      const troubles: CodedError[] = [];
      const link = redisLink({ url, onTrouble: (error) => troubles.push(error) });
      const queue = await createBullQueue({ link, parallel: 2 });
      const gates = await createRedisGates(link);
      try {
        const heard: string[] = [];
        queue.work(({ id }, { signal }) => {
          heard.push(id);
          return new Promise((ended) => signal.addEventListener('abort', () => ended()));
        });
        await queue.add({ id: 'a.1', source: 'a', priority: 'person' });
        await queue.add({ id: 'a.2', source: 'a', priority: 'schedule' });
        while (heard.length === 0) await new Promise((later) => setTimeout(later, 5));
        expect(await queue.stop('a.1')).toBe('stopping');
        while (heard.length < 2) await new Promise((later) => setTimeout(later, 5));
        expect(await gates.enter('h', 'p', { intervalMs: 1, concurrency: 1 })).toEqual({ passed: true });
        gates.rest('h', 10);
        gates.leave('h', 'p');
        expect(troubles).toEqual([]);
        await keeper.acl('SETUSER', 'huimu', 'resetpass', '>another');
        const refused = createBullQueue({ link: redisLink({ url }), parallel: 1 });
        await expect(refused).rejects.toMatchObject({ code: 'queue.unavailable' });
        await refused.catch((error: CodedError) => {
          expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain('sesame');
        });
      } finally {
        await queue.close();
        gates.close();
        keeper.disconnect();
        await own.close();
      }
    },
  );
});
