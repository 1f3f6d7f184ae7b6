/** Every role at every route that acts or shows what is not for all, as the OpenAPI document has them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES, type Rule } from '../../../api/access/rules.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import type { ApiError, ApiKeyList, ApiSession } from '../../../api/types.ts';
import { type Installation, install } from '../installation.ts';
import { asker, type Method, makeKey, ROOT } from './asking.ts';

const GUIYANG = 'guizhou-guiyang';
const GUILIN = 'guangxi-guilin';
let installation: Installation;
const ask = asker(() => installation);
const keys: Record<string, string> = { admin: ROOT };
const run: Record<string, string> = {};
const entry: Record<string, string> = {};
const held: Record<string, string> = {};

interface OpenApi {
  paths: Record<string, Record<string, { security?: unknown }>>;
}
let routes: { method: Method; path: string; rule: Rule | undefined; secured: boolean }[];

beforeAll(async () => {
  installation = await install([GUIYANG, GUILIN], { adminKey: ROOT });
  const { catalogue } = installation.huimu;
  for (const source of [GUIYANG, GUILIN]) {
    const [ended] = await installation.harvest(source);
    run[source] = ended?.id ?? '';
    const hits = await catalogue.kept(source, null, 1);
    entry[source] = hits[0]?.entry.id ?? '';
    held[source] = `held-${source}`;
    const reason = { code: 'listing.shrunk' as const, detail: '' };
    const facts = {
      source,
      run: run[source],
      heldAt: new Date().toISOString(),
      reason,
      count: 0,
      sample: [],
    };
    await catalogue.hold({ id: held[source], ...facts, state: 'held', decidedAt: null, decidedBy: null }, []);
  }
  keys.analyst = (await makeKey(ask, { name: '分析', role: 'analyst' })).key;
  keys.own = (await makeKey(ask, { name: '贵阳', role: 'source-admin', sources: [GUIYANG] })).key;
  keys.province = (await makeKey(ask, { name: '贵州', role: 'source-admin', regions: ['520000'] })).key;
  keys.other = (await makeKey(ask, { name: '桂林', role: 'source-admin', sources: [GUILIN] })).key;
  const { paths } = (await ask<OpenApi>('GET', '/api/v1/openapi.json')).body;
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, { security }]) => {
      const method = name.toUpperCase() as Method;
      const rule = RULES[`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`];
      return { method, path, rule, secured: security !== undefined };
    }),
  );
});
afterAll(() => installation.close());

/** The address with what lies in Guiyang. */
function addressOf(path: string, { on }: Rule): string {
  const ids = { source: GUIYANG, run: run[GUIYANG], entry: entry[GUIYANG], held: held[GUIYANG] };
  const id = on === undefined || on === 'query' ? 'none' : (ids[on as keyof typeof ids] ?? 'none');
  const url = path.replaceAll(/\{\w+\}/g, encodeURIComponent(id));
  return on === 'query' ? `${url}?source=${GUIYANG}` : url;
}

describe('the table of rules', () => {
  it('has every route that acts, and every one that wants a key; and no other', () => {
    const known = new Set(
      routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    for (const { method, path, rule, secured } of routes) {
      if (method !== 'GET' || secured) expect(rule, `${method} ${path}`).toBeDefined();
      if (rule !== undefined) expect(secured, `${method} ${path}`).toBe(rule.who !== 'anyone');
    }
    expect(Object.keys(RULES).filter((each) => !known.has(each))).toEqual([]);
  });

  it('keeps a server from starting with a route that it does not have', async () => {
    const context = apiContext(installation.huimu);
    const spy = { ...RULES };
    delete (RULES as Record<string, Rule>)['POST /api/v1/runs/:id/stop'];
    await expect(createServer(context)).rejects.toThrow('POST /api/v1/runs/:id/stop');
    Object.assign(RULES, spy);
    await (await createServer(context)).close();
  });

  it.each([
    ['stranger', undefined],
    ['analyst', 'analyst'],
    ['source-admin of it', 'own'],
    ['source-admin of its province', 'province'],
    ['source-admin of another', 'other'],
    ['admin', 'admin'],
  ])('holds at every route for: %s', async (_who, name) => {
    // Those that change keys and sessions last, the run being started before it is stopped.
    for (const { method, path, rule } of routes) {
      if (rule === undefined || rule.who === 'anyone') continue;
      const key = name === undefined ? undefined : keys[name];
      const role = name === 'admin' || name === 'analyst' ? name : 'source-admin';
      const inScope = role !== 'source-admin' || rule.on === undefined || name !== 'other';
      const admitted = name !== undefined && rule.who.includes(role) && inScope;
      const { status, body } = await ask<ApiError>(method, addressOf(path, rule), {
        ...(key !== undefined && { key }),
        ...(method === 'POST' && { payload: { nonsense: true } }),
        ...(method === 'PUT' && { payload: 'x', headers: { 'content-type': 'text/plain' } }),
        ...(method === 'PATCH' && { payload: { nonsense: true } }),
      });
      const refused = status === 401 ? 'stranger' : body?.code === 'access.denied' ? 'denied' : 'admitted';
      const wanted = admitted ? 'admitted' : name === undefined ? 'stranger' : 'denied';
      expect(refused, `${method} ${path} as ${name}: ${status} ${body?.code}`).toBe(wanted);
      // What was let in failed by its own fault, not by a hole.
      expect(status, `${method} ${path}`).toBeLessThan(500);
    }
  });

  it('answers HEAD no further than GET', async () => {
    expect((await ask('HEAD', '/api/v1/keys')).status).toBe(401);
    expect((await ask('HEAD', '/api/v1/keys', { key: keys.analyst as string })).status).toBe(403);
    expect((await ask('HEAD', '/api/v1/keys', { key: ROOT })).status).toBe(200);
  });

  it('of a source administrator shows the log of its own sources only', async () => {
    const own = keys.own as string;
    expect((await ask<ApiError>('GET', '/api/v1/audit', { key: own })).body.code).toBe('access.denied');
    expect((await ask('GET', `/api/v1/audit?source=${GUIYANG}`, { key: own })).status).toBe(200);
    expect((await ask('GET', `/api/v1/audit?source=${GUILIN}`, { key: own })).status).toBe(403);
    expect((await ask('GET', '/api/v1/audit?source=none', { key: own })).status).toBe(403);
  });

  it('tells who asks what they may, and on which source', async () => {
    const may = async (key: string | undefined, query = '') =>
      (await ask<ApiSession>('GET', `/api/v1/session${query}`, key === undefined ? {} : { key })).body.may;
    expect(await may(undefined)).not.toContain('runs.start');
    expect(await may(keys.analyst)).not.toContain('runs.start');
    expect(await may(keys.own, `?source=${GUIYANG}`)).toContain('runs.start');
    expect(await may(keys.own, `?source=${GUILIN}`)).not.toContain('runs.start');
    expect(await may(keys.province, `?source=${GUIYANG}`)).toContain('held.release');
    expect(await may(ROOT)).toContain('keys.make');
  });
});

describe('keys', () => {
  it('are shown once, named in the log, listed without their secret, and refused once revoked', async () => {
    const { key, made } = await makeKey(ask, { name: '一次 <b>', role: 'admin', days: 1 });
    expect(key).toMatch(/^hm_[a-z0-9]{10}_[\w-]{43}$/);
    const list = await ask<ApiKeyList>('GET', '/api/v1/keys', { key });
    expect(list.body.items.find(({ id }) => id === made.id)).toEqual(made);
    const kept = JSON.stringify(await installation.huimu.catalogue.papers('key', [], 100));
    for (const text of [list.text, kept]) expect(text).not.toContain(key.split('_').at(-1));
    await ask('POST', '/api/v1/runs/none/stop', { key });
    const log = await ask<{ items: object[] }>('GET', '/api/v1/audit?size=2', { key: ROOT });
    expect(log.body.items).toMatchObject([
      { by: `key:${made.id} 一次 <b>`, act: 'stop' },
      { by: 'key:admin', act: 'make-key', subject: made.id },
    ]);
    const revoked = await ask<{ revokedAt: string }>('DELETE', `/api/v1/keys/${made.id}`, { key: ROOT });
    expect(revoked.body.revokedAt).toBeTruthy();
    expect((await ask('GET', '/api/v1/keys', { key })).status).toBe(401);
    expect((await ask<ApiError>('DELETE', '/api/v1/keys/none', { key: ROOT })).body.code).toBe('key.unknown');
  });

  it('are no keys with another secret, another id, or a part of one', async () => {
    const { key, made } = await makeKey(ask, { name: '甲', role: 'admin' });
    const other = await makeKey(ask, { name: '乙', role: 'analyst' });
    const secret = key.slice(-43);
    for (const wrong of [
      `hm_${other.made.id}_${secret}`,
      `hm_${made.id}_${secret.slice(1)}`,
      `hm_${made.id}_${'A'.repeat(43)}`,
      `hm_${made.id}_`,
      made.id,
      secret,
      '',
    ]) {
      expect((await ask('GET', '/api/v1/keys', { key: wrong })).status, wrong).toBe(401);
    }
  });

  it('want a scope where the role has one, and only there', async () => {
    const make = async (payload: object) =>
      (await ask<ApiError>('POST', '/api/v1/keys', { key: ROOT, payload })).body;
    expect(await make({ name: 'x', role: 'source-admin' })).toMatchObject({ code: 'request.invalid' });
    expect(await make({ name: 'x', role: 'admin', sources: [GUIYANG] })).toMatchObject({
      code: 'request.invalid',
    });
    expect(await make({ name: 'x', role: 'source-admin', regions: ['999999'] })).toMatchObject({
      code: 'request.invalid',
    });
    expect(await make({ name: 'x', role: 'source-admin', sources: ['none'] })).toMatchObject({
      code: 'source.unknown',
    });
    expect(await make({ name: '甲\u0007', role: 'admin' })).toMatchObject({ code: 'request.invalid' });
  });
});
