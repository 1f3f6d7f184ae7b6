/** When a request is tried again, and when a host is left alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, retryAfterSeconds } from '../../../harvester/client/backoff.ts';
import {
  against,
  clientsWith,
  failure,
  HandClock,
  JumpClock,
  runOf,
  serve,
  settle,
  sourceAt,
  text,
} from './fixture.ts';

test('what may be over later is tried again, and what cannot be is not', async () => {
  for (const [status, tries] of [
    [503, 4],
    [404, 1],
    [403, 1],
  ] as const) {
    const { run, local } = await against((_, response) => response.writeHead(status).end());
    const error = await failure(run.get('/list', { purpose: 'list' }));
    expect(local.seen).toHaveLength(tries);
    expect(run.requests.list).toBe(tries);
    if (tries > 1) expect(error.detail).toContain('tried 4 times');
  }
});

test('a request that succeeds at last is an ordinary answer', async () => {
  let asked = 0;
  const { run } = await against((_, response) => {
    if (++asked < 3) response.destroy();
    else response.end('at last');
  });
  expect(text((await run.get('/list')).body)).toBe('at last');
  expect(asked).toBe(3);
});

test("a dying host costs a run no more than the run's retries", async () => {
  const { run, local } = await against((_, response) => response.writeHead(503).end(), {
    retry: { perRun: 5 },
  });
  const errors = [];
  for (let i = 0; i < 4; i++) errors.push(await failure(run.get(`/${i}`)));
  expect(local.seen).toHaveLength(4 + 5);
  expect(errors.at(-1)?.detail).toContain('5 retries are used up');
});

test.each([
  ['with Retry-After in seconds', 30_000, () => ({ 'retry-after': '30' })],
  [
    'with Retry-After as a date',
    30_000,
    (now: number) => ({ 'retry-after': new Date(now + 30_000).toUTCString() }),
  ],
  ['without Retry-After', 1000, () => ({})],
])('a 429 %s gives the host a rest of %i ms from all runs', async (_, ms, headers) => {
  const clock = new HandClock();
  const local = await serve((_request, response) => {
    response.sendDate = false;
    if (local.seen.length > 1) response.end('ok');
    else response.writeHead(429, headers(clock.time)).end();
  });
  const clients = clientsWith({ clock, random: () => 1 });
  const first = runOf(clients, sourceAt(local.origin, {}, 'first')).get('/first');
  while (clock.waiting === 0) await settle();
  const second = runOf(clients, sourceAt(local.origin, {}, 'second')).get('/second');
  while (clock.waiting === 1) await settle();
  await clock.advance(ms - 1);
  // Time for a request that should not be on its way to arrive.
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(local.seen).toEqual(['GET /first']);
  await clock.advance(1);
  await Promise.all([first, second]);
  expect(local.seen).toHaveLength(3);
});

test('a 503 with Retry-After is kept, too; one that asks for too long ends the request with the time', async () => {
  const clock = new JumpClock();
  const start = clock.time;
  let wait = '120';
  const { run, local } = await against(
    (_, response) => {
      if (local.seen.length % 2 === 1) response.writeHead(503, { 'retry-after': wait }).end();
      else response.end('ok');
    },
    { clock },
  );
  await run.get('/1');
  expect(clock.time - start).toBeGreaterThanOrEqual(120_000);
  wait = '7200';
  const error = await failure(run.get('/2'));
  expect([error.code, error.retryAfter]).toEqual(['source.unavailable', 7200]);
  const next = await failure(run.get('/3'));
  expect(next.code).toBe('source.throttled');
  expect(local.seen).toHaveLength(3);
});

test('Retry-After is read in both forms, against the clock of the host, and never without bounds', () => {
  const now = Date.UTC(2026, 0, 5);
  const date = (ms: number): string => new Date(ms).toUTCString();
  expect(retryAfterSeconds({ 'retry-after': '120' }, now)).toBe(120);
  expect(retryAfterSeconds({ 'retry-after': date(now + 60_000) }, now)).toBe(60);
  expect(retryAfterSeconds({ 'retry-after': date(now - 60_000) }, now)).toBe(0);
  expect(retryAfterSeconds({ 'retry-after': date(now + 3_660_000), date: date(now + 3_600_000) }, now)).toBe(
    60,
  );
  expect(retryAfterSeconds({ 'retry-after': '999999999999' }, now)).toBe(86_400);
  for (const bad of ['', '-1', '1.5', 'soon', '1e9', 'Mon, 99 Foo 2026']) {
    expect(retryAfterSeconds({ 'retry-after': bad }, now)).toBeUndefined();
  }
  expect(retryAfterSeconds({}, now)).toBeUndefined();
});

test('backoff lies between nothing and its ceiling, which doubles up to the cap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, share) => {
        const options = { baseMs: 1000, capMs: 60_000 };
        const ms = backoffMs(attempt, options, () => share);
        const ceiling = backoffMs(attempt, options, () => 1);
        return ms >= 0 && ms <= ceiling && ceiling === Math.min(60_000, 1000 * 2 ** (attempt - 1));
      },
    ),
  );
});
