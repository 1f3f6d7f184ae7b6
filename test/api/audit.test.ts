/** The audit log through the API: what was done, what was refused, and strangers who cannot fill it. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { countStrangers } from '../../api/audit/strangers.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import type { ApiServer } from '../../api/routes/route.ts';
import type { ApiAct, ApiActList, ApiError, ApiHeldList, ApiRun } from '../../api/types.ts';
import { CodedError } from '../../config/errors/errors.ts';
import type { Act } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { type Installation, install } from './installation.ts';

const KEY = 'a-key-of-the-tests-only';
let installation: Installation;

beforeAll(async () => {
  installation = await install(['guizhou-guiyang'], { adminKey: KEY, wrongKeys: 100 });
});
afterAll(() => installation.close());

const SOURCE = 'guizhou-guiyang';

async function ask<T>(method: 'GET' | 'POST', url: string, over: { key?: string; server?: ApiServer } = {}) {
  const { key = KEY, server = installation.server } = over;
  const answer = await server.inject({ method, url, headers: { authorization: `Bearer ${key}` } });
  return { status: answer.statusCode, text: answer.body, body: answer.json<T>() };
}

const newest = async (count: number): Promise<ApiAct[]> =>
  (await ask<ApiActList>('GET', `/api/v1/audit?size=${count}`)).body.items;

describe('acts', () => {
  it('are kept with who, when, on what and how they ended', async () => {
    const before = new Date().toISOString();
    const started = await ask<ApiRun>('POST', `/api/v1/sources/${SOURCE}/runs`);
    const run = started.body.id;
    await ask('POST', `/api/v1/runs/${run}/stop`);
    await ask('POST', '/api/v1/sources/nowhere/runs');
    await ask('POST', '/api/v1/runs/none/stop');
    const acts = await newest(4);
    const refused = { run: null, held: null, by: 'key:admin', times: 1 };
    expect(acts.reverse()).toMatchObject([
      { act: 'start', source: SOURCE, run, held: null, refused: null, message: null, by: 'key:admin' },
      { act: 'stop', source: SOURCE, run, refused: null },
      { ...refused, act: 'start', source: 'nowhere', refused: 'source.unknown', message: '没有这个来源' },
      { ...refused, act: 'stop', run: 'none', source: null, refused: 'run.unknown' },
    ]);
    for (const { at } of acts) expect(at >= before && at <= new Date().toISOString()).toBe(true);
    const asked = await ask<ApiActList>('GET', `/api/v1/audit?source=${SOURCE}&act=stop&lang=en`);
    expect(asked.body.items).toEqual(acts.filter(({ act, source }) => act === 'stop' && source === SOURCE));
    expect(asked.text).not.toContain(KEY);
  });

  it('on held deletions bear their source, and a decision made twice is one done and one refused', async () => {
    await installation.harvest(SOURCE);
    const things = installation.country.things(SOURCE);
    installation.country
      .mutate(SOURCE)
      .remove(...things.slice(0, Math.ceil(things.length / 3)).map(({ id }) => id));
    await installation.harvest(SOURCE);
    const held = (await ask<ApiHeldList>('GET', '/api/v1/held?state=held')).body.items[0]?.id ?? '';
    await ask('POST', `/api/v1/held/${held}/release`);
    await ask('POST', `/api/v1/held/${held}/refuse`);
    expect(await newest(2)).toMatchObject([
      { act: 'refuse', source: SOURCE, held, refused: 'held.decided' },
      { act: 'release', source: SOURCE, held, refused: null },
    ]);
  });

  it('are listed in pages, from one instant to another, for who has the key', async () => {
    const all = await newest(100);
    const seen: ApiAct[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await ask<ApiActList>('GET', `/api/v1/audit?size=4${query}`);
      seen.push(...body.items);
      cursor = body.cursor;
    }
    expect(seen).toEqual(all);
    const [from, until] = [all[3]?.at ?? '', all[1]?.at ?? ''];
    const between = await ask<ApiActList>('GET', `/api/v1/audit?from=${from}&until=${until}`);
    expect(between.body.items).toEqual(all.filter(({ at }) => at >= from && at < until));
    const early = await ask<ApiActList>('GET', '/api/v1/audit?until=2026-01-01');
    expect(early.body.items).toEqual([]);
    const wrong = await ask<ApiError>('GET', '/api/v1/audit?from=yesterday');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request.invalid']);
    const stranger = await ask<ApiError>('GET', '/api/v1/audit', { key: 'wrong' });
    expect([stranger.status, stranger.body.code]).toEqual([401, 'request.unauthorized']);
  });

  it('of a caller on this machine, where there is no key, are told from those of a key', async () => {
    const context = { ...apiContext(installation.huimu), adminKey: undefined, openToLoopback: true };
    const server = await createServer(context);
    await server.inject({ method: 'POST', url: '/api/v1/runs/none/stop', headers: { host: 'localhost' } });
    expect(await newest(1)).toMatchObject([{ by: 'local', act: 'stop', refused: 'run.unknown' }]);
    await server.close();
  });
});

describe('a log that cannot be written', () => {
  it('is said aloud: of what was done to whoever asked for it, of a refusal in the server log', async () => {
    const catalogue = new Proxy(installation.huimu.catalogue, {
      get: (own, name: keyof Catalogue) =>
        name === 'record'
          ? async () => {
              throw new CodedError('catalogue.unavailable', 'disk full');
            }
          : own[name],
    });
    const server = await createServer({ ...apiContext(installation.huimu), catalogue, logLevel: 'silent' });
    const said = vi.spyOn(server.log, 'error');
    const done = await ask<ApiError>('POST', `/api/v1/sources/${SOURCE}/runs`, { server });
    expect([done.status, done.body.code]).toEqual([500, 'audit.unwritten']);
    expect(done.body.detail).toContain('disk full');
    const run = (await installation.huimu.catalogue.listRuns({ source: SOURCE }, 1)).items[0]?.id ?? '';
    expect(done.body.detail).toContain(run);
    await installation.huimu.control.ended(run);
    const refused = await ask<ApiError>('POST', '/api/v1/runs/none/stop', { server });
    expect([refused.status, refused.body.code]).toEqual([404, 'run.unknown']);
    const unkept = said.mock.calls.flatMap(([about]) => (about as { act?: Act } | undefined)?.act ?? []);
    expect(unkept.map(({ act }) => act)).toEqual(['start', 'stop']);
    await server.close();
  });
});

interface OpenApi {
  paths: Record<string, Record<string, { security?: unknown }>>;
}

describe('strangers', () => {
  afterEach(() => vi.useRealTimers());

  it('are seen at every route that acts', async () => {
    const { paths } = (await ask<OpenApi>('GET', '/api/v1/openapi.json')).body;
    const acting = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method, { security }]) => method !== 'get' && security !== undefined)
        .map(([method]) => ({ path: path.replaceAll(/\{\w+\}/g, 'x'), method })),
    );
    expect(acting.length).toBeGreaterThanOrEqual(4);
    for (const { path, method } of acting) {
      const server = await createServer(apiContext(installation.huimu));
      const [before] = await newest(1);
      await server.inject({ method: method as 'post', url: path });
      const [after] = await newest(1);
      expect(after, path).toMatchObject({ by: 'unknown', refused: 'request.unauthorized', source: null });
      expect(after?.id, path).not.toBe(before?.id);
      await server.close();
    }
  });

  it('fill nothing: the first attempt is an act, all others are counted into one', async () => {
    const server = await createServer(apiContext(installation.huimu));
    const before = (await newest(100)).length;
    for (let at = 0; at < 60; at += 1) {
      await ask('POST', `/api/v1/runs/made-up-${at}/stop`, { server, key: `wrong-${at}` });
    }
    expect(await newest(100)).toHaveLength(before + 1);
    await server.close();
    const after = await newest(100);
    expect(after).toHaveLength(before + 2);
    expect(after[0]).toMatchObject({ act: 'stop', by: 'unknown', run: null, times: 59 });
    expect(JSON.stringify(after)).not.toMatch(/made-up|wrong-/);
  });

  it('who go on are recorded once in a while, those who come back after a rest at once', async () => {
    vi.useFakeTimers();
    const acts: [string, number][] = [];
    const strangers = countStrangers(async ({ act, times }) => void acts.push([act, times]), 1_000);
    const tries = async (count: number, act = 'start') => {
      for (let at = 0; at < count; at += 1) await strangers.tried(act, 'request.unauthorized');
    };
    await tries(5);
    await tries(1, 'stop');
    expect(acts.splice(0)).toEqual([
      ['start', 1],
      ['stop', 1],
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(acts.splice(0)).toEqual([['start', 4]]);
    await tries(7);
    expect(acts).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(acts.splice(0)).toEqual([['start', 7]]);
    await vi.advanceTimersByTimeAsync(2_000);
    await tries(2);
    expect(acts.splice(0)).toEqual([['start', 1]]);
    await strangers.close();
    expect(acts).toEqual([['start', 1]]);
  });
});
