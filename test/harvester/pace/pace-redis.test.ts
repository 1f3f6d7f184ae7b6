import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Pace } from '../../../config/registry/source.ts';
import { systemClock } from '../../../harvester/client/clock.ts';
import { type PaceOfHost, Paces } from '../../../harvester/pace/pace.ts';
import type { Gates } from '../../../harvester/pace/port.ts';
import { createRedisGates, type GateTimes } from '../../../harvester/pace/redis-gates.ts';
import { SharedPaces } from '../../../harvester/pace/shared-paces.ts';
import { redisLink } from '../../../harvester/redis.ts';
import { ownPrefix, redisService } from '../../services/redis/service.ts';

const redis = await redisService();
const url = redis?.url ?? '';
const live = (): AbortSignal => new AbortController().signal;
const HOST = 'data.example.cn';
const pace = (perSecond: number | null, concurrency: number): Pace => ({ perSecond, concurrency });
const wish = { intervalMs: 0, concurrency: 1 };

describe.skipIf(redis === undefined)('the pace that workers keep together', () => {
  const opened: Gates[] = [];
  const look = new Redis(url, { lazyConnect: true });
  afterAll(() => look.disconnect());
  /** Redis has been told of a host's rest: nobody waits for that but a test. */
  const told = (prefix: string) =>
    expect.poll(() => look.hget(`${prefix}:pace:${HOST}`, 'rest')).not.toBeNull();
  afterEach(() => {
    for (const gates of opened.splice(0)) gates.close();
  });
  /** Workers, each with gates of its own, as in a process of its own. */
  async function workers(count: number, times: Partial<GateTimes> = {}, longestRestMs = 60_000) {
    const prefix = ownPrefix();
    const made = [];
    for (let i = 0; i < count; i += 1) {
      const gates = await createRedisGates(redisLink({ url, prefix }), times);
      opened.push(gates);
      const own = new Paces(systemClock, longestRestMs);
      const paces = new SharedPaces({ own, gates, clock: systemClock, longestRestMs });
      made.push({ gates, host: paces.of(HOST) });
    }
    return { prefix, made };
  }
  const ask = async (host: PaceOfHost, how: Pace, during: () => Promise<void>): Promise<void> => {
    const run = {};
    await host.take(run, how, live());
    await during();
    host.give(run);
  };

  it('keeps the distance of two requests among all of them', async () => {
    const { made } = await workers(3);
    const at: number[] = [];
    const asking = Array.from({ length: 15 }, (_, i) =>
      ask(made[i % 3]!.host, pace(50, 8), async () => void at.push(performance.now())),
    );
    await Promise.all(asking);
    // The gate's clock counts; an answer may be on its way a little longer than the next.
    expect(at.length).toBe(15);
    expect(Math.max(...at) - Math.min(...at)).toBeGreaterThanOrEqual(14 * 20 - 20);
  });

  it('keeps the number under way among all of them, by the most careful', async () => {
    const { made } = await workers(2);
    let [now, most] = [0, 0];
    const asking = Array.from({ length: 12 }, (_, i) =>
      ask(made[i % 2]!.host, pace(null, i % 2 === 0 ? 8 : 3), async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(15);
        now -= 1;
      }),
    );
    await ask(made[1]!.host, pace(null, 3), async () => undefined);
    await Promise.all(asking);
    expect(most).toBeLessThanOrEqual(8);
    most = 0;
    const again = Array.from({ length: 12 }, (_, i) =>
      ask(made[i % 2]!.host, pace(null, i % 2 === 0 ? 8 : 3), async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(15);
        now -= 1;
      }),
    );
    await Promise.all(again);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  it('gives all of them the rest that one of them was asked for', async () => {
    const { made, prefix } = await workers(2);
    await ask(made[0]!.host, pace(null, 4), async () => undefined);
    const rested = performance.now();
    made[0]!.host.rest(2_000);
    await told(prefix);
    const answer = await made[1]!.gates.enter(HOST, 'x', wish);
    expect(answer).toMatchObject({ passed: false, resting: true });
    await ask(made[1]!.host, pace(null, 4), async () => undefined);
    expect(performance.now() - rested).toBeGreaterThanOrEqual(1_990);
  });

  it('sends a run away from a host that wants a rest too long to wait for', async () => {
    const { made, prefix } = await workers(2, {}, 1_000);
    made[0]!.host.rest(3_600_000);
    await told(prefix);
    await expect(made[1]!.host.take({}, pace(null, 4), live())).rejects.toMatchObject({
      code: 'source.throttled',
      retryAfter: 3_600,
    });
  });

  it('forgets what a dead process held, and not what a living one holds', async () => {
    const { made, prefix } = await workers(2, { pass: 2_000 });
    const [dying, living] = made;
    expect(await dying!.gates.enter(HOST, 'a', wish)).toEqual({ passed: true });
    await sleep(3_000);
    expect(await living!.gates.enter(HOST, 'b', wish)).toMatchObject({ passed: false });
    dying!.gates.close(); // As by kill: nothing is given back.
    await expect.poll(() => living!.gates.enter(HOST, 'b', wish)).toEqual({ passed: true });
    expect(await look.zrange(`${prefix}:passes:${HOST}`, '0', '-1')).toEqual(['b']);
  });

  it('lets a run that is stopped at the gate go at once, and leaves nothing behind', async () => {
    const { made } = await workers(2);
    expect(await made[0]!.gates.enter(HOST, 'a', wish)).toEqual({ passed: true });
    const stopping = new AbortController();
    const taking = made[1]!.host.take({}, pace(null, 1), stopping.signal);
    const behind = made[1]!.host.take({}, pace(null, 1), stopping.signal);
    await sleep(50);
    stopping.abort();
    await expect(taking).rejects.toMatchObject({ code: 'run.stopped' });
    await expect(behind).rejects.toMatchObject({ code: 'run.stopped' });
    made[0]!.gates.leave(HOST, 'a');
    await ask(made[1]!.host, pace(null, 1), async () => undefined);
  });
});
