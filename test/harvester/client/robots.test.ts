import { expect, test } from 'vitest';
import {
  against,
  clientsWith,
  failure,
  type Handler,
  JumpClock,
  NO_RETRY,
  runOf,
  serve,
  sourceAt,
  text,
} from './fixture.ts';

const says =
  (body: string): Handler =>
  (_, response) =>
    response.setHeader('content-type', 'text/plain').end(body);

async function under(robots: Handler, options = {}) {
  const local = await serve((_, response) => response.end('ok'), robots);
  const clock = new JumpClock();
  const clients = clientsWith({ clock, ...NO_RETRY, ...options });
  return { local, clock, clients, run: runOf(clients, sourceAt(local.origin)) };
}

const DAY = 24 * 3_600_000;

test('what robots.txt does not allow is not asked; our own name comes before *', async () => {
  const { run, local } = await under(
    says('User-agent: *\nDisallow: /\n\nUser-agent: Huimu\nDisallow: /private\nAllow: /private/open$'),
  );
  expect(text((await run.get('/list')).body)).toBe('ok');
  expect((await run.get('/private/open')).status).toBe(200);
  const error = await failure(run.get('/private/list'));
  expect(error.code).toBe('source.robots');
  expect(error.detail).toContain('/private/list');
  expect(local.seen).toEqual(['GET /list', 'GET /private/open']);
});

test('it is asked once a day and origin, for all runs, at first by all at once', async () => {
  const { run, local, clients, clock } = await under(says('User-agent: *\nDisallow: /no'));
  const second = runOf(clients, sourceAt(local.origin, {}, 'second'));
  await Promise.all([run.get('/1'), run.get('/2'), second.get('/3'), second.get('/4')]);
  expect(local.robots).toBe(1);
  expect(run.requests.other + second.requests.other).toBe(1 + 4);
  clock.time += DAY - 1;
  await run.get('/5');
  expect(local.robots).toBe(1);
  clock.time += 1;
  await run.get('/6');
  expect(local.robots).toBe(2);
});

test('it is asked again conditionally, and a 304 means the rules stay', async () => {
  const conditions: unknown[] = [];
  const { run, clock } = await under((request, response) => {
    conditions.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.setHeader('etag', '"v1"').end('User-agent: *\nDisallow: /no');
  });
  await run.get('/yes');
  clock.time += DAY;
  expect((await failure(run.get('/no'))).code).toBe('source.robots');
  expect(conditions).toEqual([undefined, '"v1"']);
});

test.each([
  [404, ''],
  [403, ''],
  [200, '<!DOCTYPE html><p>User-agent: *</p>\nDisallow: /'],
  [200, '{"code":404,"msg":"Disallow: /"}'],
  [200, ''],
  [200, '\0\u{FFFD}: x\nUser-agent\nDisallow'],
] as const)('status %i with %j allows everything', async (status, body) => {
  const { run } = await under((_, response) => response.writeHead(status).end(body));
  expect((await run.get('/list')).status).toBe(200);
});

test('a host that cannot say is not asked for anything, and is asked for the rules again', async () => {
  let up = false;
  const { run, local } = await under((_, response) => response.writeHead(up ? 404 : 503).end());
  const error = await failure(run.get('/list'));
  expect(error.code).toBe('source.unavailable');
  expect(error.detail).toContain('robots.txt answered 503');
  expect(local.seen).toEqual([]);
  up = true;
  expect((await run.get('/list')).status).toBe(200);
});

test('while it cannot say, what it said before counts, for thirty days', async () => {
  let status = 200;
  const { run, clock, local } = await under((_, response) =>
    response.writeHead(status).end('User-agent: *\nDisallow: /no'),
  );
  await run.get('/list');
  status = 500;
  clock.time += 2 * DAY;
  expect((await run.get('/list')).status).toBe(200);
  expect((await failure(run.get('/no'))).code).toBe('source.robots');
  expect(local.robots).toBe(2);
  clock.time += 30 * DAY;
  expect((await failure(run.get('/list'))).code).toBe('source.unavailable');
});

test('it follows five redirects, and no inside ones', async () => {
  const target = await serve(says(''), says(''));
  let to = '/hop?1';
  const local = await serve(
    (request, response) => {
      const n = Number(request.url?.slice(5));
      if (n < 4) response.writeHead(302, { location: `/hop?${n + 1}` }).end();
      else response.end('User-agent: *\nDisallow: /no');
    },
    (_, response) => response.writeHead(301, { location: to }).end(),
  );
  const run = runOf(clientsWith(NO_RETRY), sourceAt(local.origin));
  expect((await failure(run.get('/no'))).code).toBe('source.robots');
  expect(run.requests.other).toBe(5);
  to = `${target.origin}/robots.txt`;
  const another = runOf(clientsWith(NO_RETRY), sourceAt(local.origin));
  expect((await failure(another.get('/list'))).code).toBe('source.private-address');
  expect(target.robots).toBe(0);
});

test('its crawl delay is kept', async () => {
  const { run, clock } = await under(says('User-agent: *\nCrawl-delay: 7'));
  const start = clock.time;
  await run.get('/1');
  await run.get('/2');
  await run.get('/3');
  expect(clock.time - start).toBeGreaterThanOrEqual(14_000);
});

test('a run that is stopped while asking does not stop the others that wait for the answer', async () => {
  let answer = (): void => {};
  let asked = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { run, clients, local } = await under((_, response) => {
    answer = () => response.writeHead(404).end();
    asked();
  });
  const second = runOf(clients, sourceAt(local.origin, {}, 'second'));
  const first = failure(run.get('/1'));
  await waiting;
  const other = second.get('/2');
  run.stop.abort();
  expect((await first).code).toBe('run.stopped');
  while (local.robots < 2) await new Promise((resolve) => setImmediate(resolve));
  answer();
  expect((await other).status).toBe(200);
});

test('redirects to another origin ask its robots.txt, too', async () => {
  const { run, local } = await against((_, response) => response.end('ok'));
  const other = await serve((_, response) => response.end('no'), says('User-agent: *\nDisallow: /'));
  const clients = clientsWith({
    ...NO_RETRY,
    routes: { 'http://a.example.cn': local.origin, 'http://b.example.cn': other.origin },
  });
  expect((await run.get('/')).status).toBe(200);
  const gate = await serve((_, response) =>
    response.writeHead(302, { location: 'http://b.example.cn/x' }).end(),
  );
  const lead = runOf(clients, sourceAt(gate.origin));
  const error = await failure(lead.get('/'));
  expect(error.code).toBe('source.robots');
  expect(error.detail).toContain('http://b.example.cn/robots.txt');
  expect(other.seen).toEqual([]);
});
