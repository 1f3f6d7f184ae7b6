import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pace } from '../../../config/registry/source.ts';
import { HostPace } from '../../../harvester/pace/pace.ts';
import { quietUntil } from '../../../harvester/pace/quiet.ts';
import { failure, HandClock, settle } from './fixture.ts';

const live = (): AbortSignal => new AbortController().signal;
const pace = (perSecond: number | null, concurrency: number, quiet?: Pace['quiet']): Pace => ({
  perSecond,
  concurrency,
  ...(quiet === undefined ? {} : { quiet }),
});
const hostPace = (clock: HandClock): HostPace => new HostPace('host', clock, 900_000);

test('requests of all runs together keep the distance that the pace asks for', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  const start = clock.time;
  const at: number[] = [];
  for (let i = 0; i < 6; i++) {
    const run = i % 2 === 0 ? 'a' : 'b';
    const key = run === 'a' ? A : B;
    void host.take(key, pace(4, 8), live()).then(() => {
      at.push(clock.time - start);
      host.give(key);
    });
  }
  await clock.advance(10_000);
  expect(at).toEqual([0, 250, 500, 750, 1000, 1250]);
});

const A = { run: 'a' };
const B = { run: 'b' };
const C = { run: 'c' };

test('runs take turns, however long the queue of one of them is', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  const order: string[] = [];
  const ask = (run: { run: string }): void => {
    void host.take(run, pace(null, 1), live()).then(async () => {
      order.push(run.run);
      await settle();
      host.give(run);
    });
  };
  for (let i = 0; i < 6; i++) ask(A);
  ask(B);
  ask(B);
  ask(C);
  for (let i = 0; i < 40; i++) await settle();
  // Nobody waits for more than one turn of each other run.
  expect(order.indexOf('b')).toBeLessThanOrEqual(2);
  expect(order.indexOf('c')).toBeLessThanOrEqual(3);
  expect(order.lastIndexOf('b')).toBeLessThanOrEqual(5);
  expect(order).toHaveLength(9);
});

test('no more requests are under way than the most careful run allows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ run: fc.constantFrom(A, B, C), ms: fc.integer({ min: 0, max: 500 }) }), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.integer({ min: 1, max: 5 }),
      fc.option(fc.integer({ min: 1, max: 50 })),
      async (asks, concurrency, perSecond) => {
        const clock = new HandClock();
        const host = hostPace(clock);
        let active = 0;
        let most = 0;
        let done = 0;
        const starts: number[] = [];
        for (const { run, ms } of asks) {
          void host.take(run, pace(perSecond, run === A ? concurrency : concurrency + 3), live()).then(() => {
            most = Math.max(most, ++active);
            starts.push(clock.time);
            clock.after(ms, () => {
              active--;
              done++;
              host.give(run);
            });
          });
        }
        await clock.advance(asks.length * 1600);
        expect(done).toBe(asks.length);
        const careful = asks.some((each) => each.run === A) ? concurrency : concurrency + 3;
        // Runs that have not asked yet do not count: the first asks may go before the careful run is known.
        if (asks[0]?.run === A) expect(most).toBeLessThanOrEqual(careful);
        expect(most).toBeLessThanOrEqual(concurrency + 3);
        if (perSecond !== null) {
          for (let i = 1; i < starts.length; i++) {
            expect(starts[i]! - starts[i - 1]!).toBeGreaterThanOrEqual(1000 / perSecond - 0.001);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a run that asks no more does not hold the others to its pace for ever', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  await host.take(A, pace(0.1, 1), live());
  host.give(A);
  const at: number[] = [];
  const start = clock.time;
  const ask = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) {
      await host.take(B, pace(10, 2), live());
      at.push(clock.time - start);
      host.give(B);
    }
  };
  void ask();
  await clock.advance(600_000);
  expect(at).toHaveLength(20);
  expect(at[1]! - at[0]!).toBe(10_000);
  expect(at[19]! - at[18]!).toBe(100);
});

test('a rest is for all runs, and the longer of two counts', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  host.rest(30_000);
  host.rest(5_000);
  const at: string[] = [];
  const start = clock.time;
  void host.take(A, pace(null, 4), live()).then(() => at.push(`a${clock.time - start}`));
  void host.take(B, pace(null, 4), live()).then(() => at.push(`b${clock.time - start}`));
  await clock.advance(29_999);
  expect(at).toEqual([]);
  await clock.advance(1);
  expect(at).toEqual(['a30000', 'b30000']);
});

test('a rest longer than a run should wait ends the waiting with the time to come back', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  host.rest(3_600_000);
  const error = await failure(host.take(A, pace(null, 1), live()));
  expect(error.code).toBe('source.throttled');
  expect(error.retryAfter).toBe(3600);
  await clock.advance(3_600_000);
  await host.take(A, pace(null, 1), live());
});

test('a stop ends the waiting at once and leaves the queue to the others', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  await host.take(A, pace(null, 1), live());
  const stop = new AbortController();
  const waiting = failure(host.take(B, pace(null, 1), stop.signal));
  let served = false;
  void host.take(C, pace(null, 1), live()).then(() => {
    served = true;
  });
  stop.abort();
  expect((await waiting).code).toBe('run.stopped');
  expect(served).toBe(false);
  host.give(A);
  await settle();
  expect(served).toBe(true);
  expect((await failure(host.take(B, pace(null, 1), stop.signal))).code).toBe('run.stopped');
});

test('the crawl delay of robots.txt is kept where it is longer than the pace', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  host.crawlDelay(3);
  const start = clock.time;
  const at: number[] = [];
  for (let i = 0; i < 3; i++) void host.take(A, pace(10, 4), live()).then(() => at.push(clock.time - start));
  await clock.advance(60_000);
  expect(at).toEqual([0, 3000, 6000]);
  host.crawlDelay(Number.NaN);
  host.crawlDelay(-1);
});

test('nothing is asked in quiet hours', async () => {
  const clock = new HandClock();
  const host = hostPace(clock);
  clock.time = Date.UTC(2026, 0, 4, 23, 30); // 07:30 in China
  let at = 0;
  void host.take(A, pace(null, 1, [7, 9]), live()).then(() => {
    at = clock.time;
  });
  await clock.advance(5_399_999);
  expect(at).toBe(0);
  await clock.advance(1);
  expect(at).toBe(Date.UTC(2026, 0, 5, 1, 0));
});

test('quiet hours end where they say, in China, over midnight too', () => {
  const china = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 0, day, hour - 8, minute);
  expect(quietUntil([22, 6], china(5, 23, 10))).toBe(china(6, 6));
  expect(quietUntil([22, 6], china(5, 0))).toBe(china(5, 6));
  expect(quietUntil([22, 6], china(5, 6))).toBe(china(5, 6));
  expect(quietUntil([22, 24], china(5, 23))).toBe(china(6, 0));
  expect(quietUntil([5, 5], china(5, 5))).toBe(china(5, 5));
  expect(quietUntil(undefined, 7)).toBe(7);
  expect(quietUntil([0, 24], china(5, 5))).toBe(Number.POSITIVE_INFINITY);
});

test('the end of a quiet time is never quiet itself, nor in the past', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 })),
      fc.integer({ min: 0, max: 4e12 }),
      ([from, to], now) => {
        fc.pre(to - from < 24);
        const until = quietUntil([from, to], now);
        expect(until).toBeGreaterThanOrEqual(now);
        expect(until - now).toBeLessThan(24 * 3_600_000);
        expect(quietUntil([from, to], until)).toBe(until);
      },
    ),
  );
});
