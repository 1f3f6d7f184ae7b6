/** Addresses asked at a real server that plays every answer there is, and what is kept of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkLinks } from '../../../harvester/links/check-links.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { LinkCheck } from '../../../index/quality/link-checks.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import type { Distribution, Entry } from '../../../normalizer/entry.ts';
import { batchOf } from '../../index/batches.ts';
import { entryOf } from '../../index/entries.ts';
import { freePort } from '../../services/free-port.ts';
import { clientsWith, JumpClock, serve, sourceAt } from '../client/fixture.ts';

const CSV = { 'content-type': 'text/csv' };
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const WAF = '<html><script>var arg1;document.cookie="acw_sc__v2="+x</script></html>';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const status =
  (code: number, headers = CSV): Answer =>
  (_, response) =>
    void response.writeHead(code, headers).end('a,b');

const ANSWERS: Record<string, Answer> = {
  '/good.csv': status(200),
  '/404.csv': status(404),
  '/410.csv': status(410),
  '/401.csv': status(401),
  '/403.csv': status(403),
  '/412.csv': status(412),
  '/429.csv': status(429),
  '/500.csv': status(500),
  '/400.csv': status(400),
  '/waf.csv': (_, response) => void response.writeHead(200, HTML).end(WAF),
  '/page.csv': (_, response) =>
    void response.writeHead(200, HTML).end('<!doctype html><p>您访问的页面不存在'),
  '/untyped.csv': (_, response) => void response.writeHead(200).end('<html><body>登录'),
  '/named.csv': (_, response) =>
    void response.writeHead(200, { ...HTML, 'content-disposition': 'attachment; filename=a.csv' }).end('a,b'),
  '/get-only.csv': (request, response) =>
    void (request.method === 'HEAD' ? response.writeHead(405) : response.writeHead(200, CSV)).end('a,b'),
  '/head-lies.csv': (request, response) =>
    void (request.method === 'HEAD' ? response.writeHead(404) : response.writeHead(200, CSV)).end('a,b'),
  '/moved.csv': (_, response) => void response.writeHead(302, { location: '/good.csv' }).end(),
  '/moved-home.csv': (_, response) => void response.writeHead(302, { location: '/home' }).end(),
  '/home': (_, response) => void response.writeHead(200, HTML).end('<html>首页'),
  '/round.csv': (_, response) => void response.writeHead(302, { location: '/round.csv' }).end(),
  '/inside.csv': (_, response) => void response.writeHead(302, { location: 'http://10.1.2.3/a.csv' }).end(),
  '/forbidden/a.csv': status(200),
  '/reset.csv': (request) => void request.socket.destroy(),
};

const file = (path: string, over: Partial<Distribution> = {}): Distribution => ({
  format: 'csv',
  downloadUrl: path,
  ...over,
});

async function open(entries: Entry[]): Promise<Catalogue> {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-links-'));
  const catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
  onTestFinished(async () => {
    await catalogue.close();
    rmSync(folder, { recursive: true });
  });
  await catalogue.write(batchOf(entries, { source: 'example' }));
  await catalogue.refresh();
  return catalogue;
}

async function host() {
  const bytes = { sent: 0 };
  const local = await serve(
    (request, response) => {
      const answer = ANSWERS[request.url ?? ''];
      if (request.url === '/endless.csv') {
        response.writeHead(request.method === 'HEAD' ? 501 : 200, CSV);
        const more = (): void => {
          if (response.destroyed) return;
          bytes.sent += 64 * 1024;
          if (response.write(Buffer.alloc(64 * 1024, 'a'))) setImmediate(more);
          else response.once('drain', more);
        };
        if (request.method === 'HEAD') response.end();
        else more();
        return;
      }
      if (answer === undefined) response.writeHead(404).end();
      else answer(request, response);
    },
    (_, response) => void response.writeHead(200).end('User-agent: *\nDisallow: /forbidden/\n'),
  );
  return { local, bytes };
}

async function check(
  catalogue: Catalogue,
  origin: string,
  { size = 100, at = '2026-06-01T00:00:00.000Z' } = {},
): Promise<Map<string, LinkCheck>> {
  const result = await checkLinks({
    catalogue,
    clients: clientsWith({ clock: new JumpClock() }),
    source: sourceAt(origin),
    size,
    signal: new AbortController().signal,
    clock: () => Date.parse(at),
  });
  const found = new Map<string, LinkCheck>();
  for await (const page of catalogue.allLinkChecks('example')) {
    for (const each of page) found.set(new URL(each.url).pathname, each);
  }
  expect(found.size).toBe(result.addresses);
  return found;
}

describe('asking addresses', () => {
  it('tells what is gone, no file, down, inside, blocked and unclear from what works', async () => {
    const { local } = await host();
    const paths = Object.keys(ANSWERS).filter((path) => path !== '/home');
    const catalogue = await open(
      paths.map((path, at) =>
        entryOf('example', String(at), { distributions: [file(`${local.origin}${path}`)] }),
      ),
    );
    const found = await check(catalogue, local.origin);
    const states = Object.fromEntries(
      [...found].map(([path, { state, status: code }]) => [path, [state, code]]),
    );
    expect(states).toEqual({
      '/good.csv': ['works', 200],
      '/404.csv': ['gone', 404],
      '/410.csv': ['gone', 410],
      '/401.csv': ['blocked', 401],
      '/403.csv': ['blocked', 403],
      '/412.csv': ['blocked', 412],
      '/429.csv': ['blocked', 429],
      '/500.csv': ['down', 500],
      '/400.csv': ['unclear', 400],
      '/waf.csv': ['blocked', 200],
      '/page.csv': ['not-a-file', 200],
      '/untyped.csv': ['not-a-file', 200],
      '/named.csv': ['works', 200],
      '/get-only.csv': ['works', 200],
      '/head-lies.csv': ['works', 200],
      '/moved.csv': ['works', 200],
      '/moved-home.csv': ['not-a-file', 200],
      '/round.csv': ['unclear', null],
      '/inside.csv': ['inside', null],
      '/forbidden/a.csv': ['blocked', null],
      '/reset.csv': ['down', null],
    });
    expect(local.seen).not.toContain('HEAD /forbidden/a.csv');
    expect(local.seen).not.toContain('GET /429.csv');
    expect(local.seen).not.toContain('GET /good.csv');
    expect(local.robots).toBe(1);
  });

  it('asks no other inside address than the one that the configuration names, and says where nobody answers', async () => {
    const { local } = await host();
    const other = await serve(() => undefined);
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const at = (origin: string) => entryOf('example', '1', { distributions: [file(`${origin}/a.csv`)] });
    expect((await check(await open([at(other.origin)]), local.origin)).get('/a.csv')?.state).toBe('inside');
    expect(other.seen).toEqual([]);
    expect((await check(await open([at(nobody)]), nobody)).get('/a.csv')).toMatchObject({
      state: 'down',
      status: null,
    });
  });

  it('reads only the beginning of what a GET gives', async () => {
    const { local, bytes } = await host();
    const catalogue = await open([
      entryOf('example', '1', { distributions: [file(`${local.origin}/endless.csv`)] }),
    ]);
    expect((await check(catalogue, local.origin)).get('/endless.csv')).toMatchObject({
      state: 'works',
      status: 200,
    });
    expect(bytes.sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('takes a page for an address where a page is meant', async () => {
    const { local } = await host();
    const catalogue = await open([
      entryOf('example', '1', {
        landingPage: `${local.origin}/home`,
        distributions: [{ accessUrl: `${local.origin}/page.csv`, format: 'api' }],
      }),
    ]);
    const found = await check(catalogue, local.origin);
    expect(found.get('/home')).toMatchObject({ role: 'landing', state: 'works' });
    expect(found.get('/page.csv')).toMatchObject({ role: 'access', state: 'works' });
  });

  it('asks the same entries each time, and forgets what is no longer among them', async () => {
    const { local } = await host();
    const entries = Array.from({ length: 60 }, (_, at) =>
      entryOf('example', String(at), { distributions: [file(`${local.origin}/404.csv?${at}`)] }),
    );
    const catalogue = await open(entries);
    const asked = async (options: { size: number; at?: string }): Promise<LinkCheck[]> => {
      await check(catalogue, local.origin, options).catch(() => undefined);
      const found: LinkCheck[] = [];
      for await (const page of catalogue.allLinkChecks('example')) found.push(...page);
      return found;
    };
    const first = await asked({ size: 10 });
    expect(first).toHaveLength(10);
    const later = '2026-06-08T00:00:00.000Z';
    const second = await asked({ size: 10, at: later });
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    // Gone since it was first found so, asked when it was last asked.
    expect(second[0]).toMatchObject({ since: first[0]?.at, at: later });
    await catalogue.remove(
      'example',
      entries.slice(0, 30).map(({ localId }) => localId),
      later,
    );
    await catalogue.refresh();
    const third = await asked({ size: 10 });
    expect(third).toHaveLength(10);
    expect(third.every(({ entry }) => Number(entry.split(':')[1]) >= 30)).toBe(true);
    const stayed = first.filter(({ entry }) => Number(entry.split(':')[1]) >= 30).map(({ id }) => id);
    expect(third.map(({ id }) => id)).toEqual(expect.arrayContaining(stayed));
  });

  it('keeps what it asked until it is stopped', async () => {
    const { local } = await host();
    const catalogue = await open(
      Array.from({ length: 40 }, (_, at) =>
        entryOf('example', String(at), { distributions: [file(`${local.origin}/good.csv?${at}`)] }),
      ),
    );
    const stop = new AbortController();
    let asked = 0;
    await expect(
      checkLinks({
        catalogue,
        clients: clientsWith(),
        source: sourceAt(local.origin),
        size: 40,
        signal: stop.signal,
        clock: Date.now,
        onChecked: () => {
          asked += 1;
          if (asked === 5) stop.abort();
        },
      }),
    ).rejects.toMatchObject({ code: 'run.stopped' });
    let kept = 0;
    for await (const page of catalogue.allLinkChecks('example')) kept += page.length;
    expect(kept).toBeGreaterThanOrEqual(5);
    expect(kept).toBeLessThan(40);
  });
});
