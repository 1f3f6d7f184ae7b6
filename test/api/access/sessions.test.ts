/** Sessions of pages: what a cookie opens and what it does not, guessed keys, and how much one may ask. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import type { ApiError, ApiSession } from '../../../api/types.ts';
import { type Installation, install } from '../installation.ts';
import { asker, logIn, makeKey, ROOT } from './asking.ts';

const SOURCE = 'guangxi-guilin';
let installation: Installation;
const ask = asker(() => installation);

beforeAll(async () => {
  installation = await install([SOURCE], { adminKey: ROOT });
});
afterAll(() => installation.close());
afterEach(() => vi.useRealTimers());

const ACT = '/api/v1/runs/none/stop';
const who = async (cookie: string, server?: Installation['server']) =>
  (await ask<ApiSession>('GET', '/api/v1/session', { headers: { cookie }, ...(server && { server }) })).body;

describe('a session', () => {
  it('is opened by a key, in a cookie that scripts and other sites do not get', async () => {
    const opened = await ask<ApiSession>('POST', '/api/v1/session', { payload: { key: ROOT } });
    expect(opened.body).toMatchObject({ by: 'key:admin', via: 'session', role: 'admin' });
    const [cookie] = opened.headers['set-cookie'] as string[] | [string];
    const flags = String(Array.isArray(opened.headers['set-cookie']) ? cookie : opened.headers['set-cookie']);
    expect(flags).toMatch(/^huimu=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(opened.headers['cache-control']).toBe('no-store');
    const wrong = await ask<ApiError>('POST', '/api/v1/session', { payload: { key: 'a-wrong-one' } });
    expect([wrong.status, wrong.body.code, wrong.cookies]).toEqual([401, 'request.unauthorized', []]);
  });

  it('is secure and of this host alone where a proxy that is believed has TLS', async () => {
    const context = apiContext(installation.huimu);
    const behind = await createServer({ ...context, proxies: 'loopback' });
    const headers = { 'x-forwarded-proto': 'https' };
    const [payload, flags] = [{ key: ROOT }, /^__Host-huimu=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/];
    const secure = await ask('POST', '/api/v1/session', { payload, headers, server: behind });
    expect(String(secure.headers['set-cookie'])).toMatch(flags);
    const plain = await ask('POST', '/api/v1/session', { payload, headers });
    expect(String(plain.headers['set-cookie'])).not.toMatch(flags);
    await behind.close();
  });

  it('acts with what only a page of this site can read, and from no other site', async () => {
    const { cookie, csrf } = await logIn(ask, ROOT);
    const act = async (headers: Record<string, string>) =>
      (await ask<ApiError>('POST', ACT, { headers: { cookie, ...headers } })).body.code;
    const token = { 'x-csrf-token': csrf };
    expect(await act(token)).toBe('run.unknown');
    expect(await act({ ...token, origin: 'http://localhost:8080', host: 'localhost:8080' })).toBe(
      'run.unknown',
    );
    const stolen: Record<string, string>[] = [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': `${csrf.slice(1)}x` },
      { ...token, origin: 'https://evil.example' },
      { ...token, origin: 'null' },
      { ...token, 'sec-fetch-site': 'cross-site' },
      { ...token, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of stolen) {
      expect(await act(headers), JSON.stringify(headers)).toBe('request.forbidden');
    }
    expect((await ask('DELETE', '/api/v1/session', { headers: { cookie } })).status).toBe(403);
    expect(await who(cookie)).toMatchObject({ by: 'key:admin' });
  });

  it('stands at every process that serves, and ends by logging out', async () => {
    const { cookie, csrf } = await logIn(ask, ROOT);
    const other = await createServer(apiContext(installation.huimu));
    expect(await who(cookie, other)).toMatchObject({ by: 'key:admin', csrf });
    const out = await ask('DELETE', '/api/v1/session', { headers: { cookie, 'x-csrf-token': csrf } });
    expect(String(out.headers['set-cookie'])).toMatch(/^huimu=; .*Expires=Thu, 01 Jan 1970/);
    for (const server of [installation.server, other]) {
      expect(await who(cookie, server)).toMatchObject({ by: null, role: null, csrf: null });
    }
    await other.close();
  });

  it('ends with its key, and with the setting by which it was opened', async () => {
    const { key, made } = await makeKey(ask, { name: '短', role: 'source-admin', sources: [SOURCE] });
    const { cookie } = await logIn(ask, key);
    expect(await who(cookie)).toMatchObject({ by: `key:${made.id} 短`, sources: [SOURCE] });
    await ask('DELETE', `/api/v1/keys/${made.id}`, { key: ROOT });
    expect(await who(cookie)).toMatchObject({ by: null });
    const root = await logIn(ask, ROOT);
    const changed = await createServer({
      ...apiContext(installation.huimu),
      adminKey: 'another-key-altogether',
    });
    expect(await who(root.cookie, changed)).toMatchObject({ by: null });
    await changed.close();
  });

  it('changes its token as it goes on, and is over after its time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { cookie, csrf } = await logIn(ask, ROOT);
    const go = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
    go(16);
    const next = await ask<ApiSession>('GET', '/api/v1/session', { headers: { cookie } });
    const fresh = String(next.headers['set-cookie']).split(';')[0] as string;
    expect(fresh).toMatch(/^huimu=[\w-]{43}$/);
    expect(fresh).not.toBe(cookie);
    expect(next.body.csrf).toBe(csrf);
    // What was under way with the old one still arrives, for a minute.
    expect(await who(cookie)).toMatchObject({ by: 'key:admin' });
    go(2);
    expect(await who(cookie)).toMatchObject({ by: null });
    expect(await who(fresh)).toMatchObject({ by: 'key:admin' });
    go(121);
    expect(await who(fresh)).toMatchObject({ by: null });
    let token = (await logIn(ask, ROOT)).cookie;
    for (let at = 0; at < 12 * 4; at += 1) {
      const { headers } = await ask('GET', '/api/v1/session', { headers: { cookie: token } });
      if (headers['set-cookie'] !== undefined) token = String(headers['set-cookie']).split(';')[0] as string;
      go(15);
    }
    expect(await who(token)).toMatchObject({ by: null });
  });

  it('is kept as a hash: the catalogue has no token', async () => {
    const { cookie } = await logIn(ask, ROOT);
    const kept = JSON.stringify(await installation.huimu.catalogue.papers('session', [], 1000));
    expect(kept).not.toContain(cookie.split('=')[1]);
    expect(kept).not.toContain(ROOT);
  });
});

describe('guessing', () => {
  it('is slowed by address, whatever is guessed, and who has a made key comes in all the same', async () => {
    const server = await createServer({
      ...apiContext(installation.huimu),
      limits: { perAddress: 1000, perKey: 1000, wrongKeys: 5 },
    });
    const { key } = await makeKey(ask, { name: '邻居', role: 'admin' });
    const from = '203.0.113.9';
    const tries: number[] = [];
    for (let at = 0; at < 8; at += 1) {
      const path = ['/api/v1/keys', '/api/v1/search', '/api/v1/audit'][at % 3] as string;
      tries.push((await ask('GET', path, { key: `guess-${at}`, from, server })).status);
    }
    // On open routes a wrong key opens nothing more, and is counted like others.
    expect(tries).toEqual([401, 200, 401, 401, 200, 429, 429, 200]);
    const right = await ask<ApiError>('GET', '/api/v1/keys', { key: ROOT, from, server });
    expect([right.status, right.body.code]).toEqual([429, 'request.rate-limited']);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
    const login = await ask('POST', '/api/v1/session', { payload: { key: ROOT }, from, server });
    expect(login.status).toBe(429);
    expect((await ask('GET', '/api/v1/keys', { key, from, server })).status).toBe(200);
    expect((await ask('GET', '/api/v1/keys', { key: ROOT, from: '203.0.113.10', server })).status).toBe(200);
    await server.close();
  });
});

describe('rates', () => {
  it('are told in headers, by address and by key, and refused with a time to come back', async () => {
    const server = await createServer({
      ...apiContext(installation.huimu),
      limits: { perAddress: 3, perKey: 5, wrongKeys: 5 },
    });
    const get = (over: object) => ask<ApiError>('GET', '/api/v1/about', { server, ...over });
    const from = '2001:db8:1:2::1';
    const first = await get({ from });
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '2' });
    // The same /64 is the same household.
    await get({ from: '2001:db8:1:2:ffff::9' });
    await get({ from });
    const refused = await get({ from });
    expect([refused.status, refused.body.code]).toEqual([429, 'request.rate-limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get({ from: '2001:db8:1:3::1' })).status).toBe(200);
    expect((await get({ from, key: ROOT })).headers).toMatchObject({ 'ratelimit-limit': '5' });
    expect((await ask('GET', '/healthz', { from, server })).status).toBe(200);
    await server.close();
  });
});

describe('errors', () => {
  it('are problem details, with what they were before beside it', async () => {
    const { headers, body, status } = await ask<ApiError>('GET', '/api/v1/entries/none:1?lang=en');
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({
      type: '/api/v1/errors#entry.not-found',
      title: 'There is no such entry',
      status,
      instance: '/api/v1/entries/none:1',
      code: 'entry.not-found',
      message: 'There is no such entry',
      where: 'GET /api/v1/entries/none:1',
    });
  });
});
