/** How requests go on: redirects, cookies, stops, conditional requests. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodedError } from '../../../config/errors/errors.ts';
import { MemoryValidators } from '../../../harvester/client/validators.ts';
import {
  against,
  clientsWith,
  failure,
  NO_RETRY,
  REAL,
  runOf,
  serve,
  settle,
  sourceAt,
  text,
} from './fixture.ts';

test('redirects are followed, and the address that answered is told', async () => {
  const { run, local } = await against((request, response) => {
    if (request.url === '/a')
      response.writeHead(301, { location: Buffer.from('b?名=1').toString('latin1') }).end();
    else response.end('there');
  });
  const answer = await run.get('/a');
  expect(text(answer.body)).toBe('there');
  expect(answer.url).toBe(`${local.origin}/b?%E5%90%8D=1`);
  expect(local.seen).toHaveLength(2);
});

test('five redirects are followed, a sixth is not', async () => {
  const { run, local } = await against((request, response) => {
    const n = Number(request.url?.slice(1));
    if (n === 5) response.end('there');
    else response.writeHead(302, { location: `/${n + 1}` }).end();
  }, NO_RETRY);
  expect(text((await run.get('/0')).body)).toBe('there');
  const error = await failure(run.get('/-1'));
  expect(error.code).toBe('source.refused');
  expect(error.detail).toContain('more than 5 redirects');
  expect(local.seen).toHaveLength(12);
});

test.each([
  [301, 'GET', ''],
  [302, 'GET', ''],
  [303, 'GET', ''],
  [307, 'POST', 'page=1'],
  [308, 'POST', 'page=1'],
] as const)('a POST redirected by %i goes on as %s', async (status, method, sent) => {
  const { run, local } = await against((request, response, body) => {
    if (request.url === '/a') response.writeHead(status, { location: '/b' }).end();
    else response.end(`${request.method} ${body} ${request.headers['content-type'] ?? 'none'}`);
  });
  const headers = { 'content-type': 'text/x' };
  const answer = await run.request({ method: 'POST', url: `${local.origin}/a`, headers, body: 'page=1' });
  expect(text(answer.body)).toBe(`${method} ${sent} ${method === 'GET' ? 'none' : 'text/x'}`);
});

test('a permanent redirect to another host is a move, unless the configuration names that host', async () => {
  const gone = await serve((request, response) =>
    response.writeHead(Number(request.url?.slice(1)), { location: 'http://new.example.gov.cn/list' }).end(),
  );
  const here = await serve((_, response) => response.end('new'));
  const clients = clientsWith({
    ...NO_RETRY,
    routes: { [REAL]: gone.origin, 'http://new.example.gov.cn': here.origin },
  });
  const error = await failure(runOf(clients, sourceAt(REAL)).get('/301'));
  expect(error.code).toBe('source.moved');
  expect(error.detail).toContain('data.example.gov.cn has moved for good to http://new.example.gov.cn/list');
  expect((await failure(runOf(clients, sourceAt(REAL)).get('/308'))).code).toBe('source.moved');
  expect(text((await runOf(clients, sourceAt(REAL)).get('/302')).body)).toBe('new');
  const known = { ...sourceAt(REAL), home: 'http://new.example.gov.cn/' };
  expect(text((await runOf(clients, known).get('/301')).body)).toBe('new');
});

test('another origin sees neither cookies nor the headers meant for the first', async () => {
  const heads: Record<string, unknown>[] = [];
  const other = await serve((request, response) => {
    heads.push(request.headers);
    response.end('ok');
  });
  const first = await serve((_, response) =>
    response.writeHead(302, { location: 'http://b.example.cn/x', 'set-cookie': 'sid=1; Path=/' }).end(),
  );
  const routes = { [REAL]: first.origin, 'http://b.example.cn': other.origin };
  const run = runOf(clientsWith({ routes }), sourceAt(REAL));
  const headers = { Authorization: 'Bearer x', Cookie: 'own=1', 'X-Token': 't', Accept: 'application/json' };
  await run.request({ method: 'GET', url: `${REAL}/a`, headers });
  expect(heads[0]).toMatchObject({ accept: 'application/json' });
  for (const name of ['authorization', 'cookie', 'x-token']) expect(heads[0]).not.toHaveProperty(name);
});

test.each(['ftp://a.cn/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x', 'http://'])(
  'an address like %s is refused, asked or redirected to',
  async (address) => {
    const { run } = await against(
      (_, response) => response.writeHead(302, { location: address }).end(),
      NO_RETRY,
    );
    expect((await failure(run.request({ method: 'GET', url: address }))).code).toBe('source.refused');
    expect((await failure(run.get('/'))).code).toBe('source.refused');
  },
);

test('a header that cannot be sent is the fault of the configuration, and is said once', async () => {
  const { run, local } = await against((_, response) => response.end('ok'));
  const error = await failure(
    run.request({ method: 'GET', url: `${local.origin}/`, headers: { referer: 'http://例.cn/' } }),
  );
  expect(error.code).toBe('config.invalid');
  expect(local.seen).toEqual([]);
});

test('cookies last for the run and are not shared with another', async () => {
  const cookies: unknown[] = [];
  const { run, clients, local } = await against((request, response) => {
    cookies.push(request.headers.cookie);
    response
      .setHeader('set-cookie', ['JSESSIONID=1; Path=/; HttpOnly', 'bad', 'all=1; Domain=gov.cn'])
      .end('ok');
  });
  await run.get('/1');
  await run.get('/2');
  await run.request({ method: 'GET', url: `${local.origin}/3`, headers: { cookie: 'own=x' } });
  await runOf(clients, sourceAt(local.origin)).get('/4');
  expect(cookies[0]).toBeUndefined();
  expect(String(cookies[1])).toContain('JSESSIONID=1');
  expect(String(cookies[1])).not.toContain('all=1');
  expect(String(cookies[2])).toMatch(/^own=x; .*JSESSIONID=1/);
  expect(cookies[3]).toBeUndefined();
});

test('a host cannot fill memory with cookies', async () => {
  let last = '';
  let n = 0;
  const { run } = await against((request, response) => {
    last = request.headers.cookie ?? '';
    response
      .setHeader(
        'set-cookie',
        Array.from({ length: 100 }, () => `c${n++}=1; Path=/`),
      )
      .end('ok');
  });
  for (let i = 0; i < 4; i++) await run.get('/');
  expect(last.split(';')).toHaveLength(50);
});

test('a stop ends a request under way at once, with the reason of the run', async () => {
  const { run, local } = await against(() => {});
  const waiting = failure(run.get('/hangs'));
  while (local.seen.length === 0) await settle();
  run.stop.abort(new CodedError('run.deadline', 'six hours'));
  expect((await waiting).code).toBe('run.deadline');
  expect((await failure(run.get('/again'))).code).toBe('run.deadline');
  expect(local.seen).toHaveLength(1);
});

test('a stop ends waiting for the turn, and closing ends everything', async () => {
  const { run, clients, local } = await against(() => {}, {}, { pace: { perSecond: null, concurrency: 1 } });
  const other = runOf(
    clients,
    sourceAt(local.origin, { pace: { perSecond: null, concurrency: 1 } }, 'other'),
  );
  const underWay = failure(run.get('/hangs'));
  while (local.seen.length === 0) await settle();
  const queued = failure(other.get('/waits'));
  await settle();
  other.stop.abort();
  expect((await queued).code).toBe('run.stopped');
  clients.close();
  expect((await underWay).detail).toContain('closing');
  expect(local.seen).toEqual(['GET /hangs']);
});

test('a list page that did not change is not sent again', async () => {
  let version = 1;
  let full = 0;
  const { run, clients, local } = await against((request, response) => {
    const etag = `"${version}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    full++;
    response.setHeader('etag', etag).setHeader('x-total', version).end(`page ${version}`);
  });
  const list = { purpose: 'list' } as const;
  expect(text((await run.get('/list', list)).body)).toBe('page 1');
  const again = runOf(clients, sourceAt(local.origin));
  const kept = await again.get('/list', list);
  expect([kept.status, text(kept.body), kept.headers['x-total'], full]).toEqual([200, 'page 1', '1', 1]);
  version = 2;
  expect(text((await again.get('/list', list)).body)).toBe('page 2');
  // Details are many and asked seldom: nothing is kept of them.
  await again.get('/detail', { purpose: 'detail' });
  await again.get('/detail', { purpose: 'detail' });
  expect(full).toBe(4);
  // Another source's session may see other rows at the same address.
  await runOf(clients, sourceAt(local.origin, {}, 'other')).get('/list', list);
  expect(full).toBe(5);
});

test('Last-Modified serves where there is no ETag', async () => {
  const { run } = await against((request, response) => {
    const date = 'Mon, 05 Jan 2026 00:00:00 GMT';
    if (request.headers['if-modified-since'] === date) response.writeHead(304).end();
    else response.setHeader('last-modified', date).end('page');
  });
  await run.get('/list', { purpose: 'list' });
  expect(text((await run.get('/list', { purpose: 'list' })).body)).toBe('page');
});

test('kept bodies never take more than their bounds, and what was used last stays', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 400 }))),
      (sets) => {
        const kept = new MemoryValidators(1000, 300);
        for (const [key, size] of sets) {
          const body = new Uint8Array(size);
          kept.set(`k${key}`, { etag: '"x"', lastModified: undefined, status: 200, headers: {}, body });
          expect(kept.bytes).toBeLessThanOrEqual(1000);
          expect(kept.get(`k${key}`)?.body.length).toBe(size <= 300 ? size : undefined);
        }
      },
    ),
  );
});
