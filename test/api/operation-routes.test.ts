/** What administrators ask and do: sources, runs, rejections, held deletions, progress; against real harvests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ApiActList,
  ApiError,
  ApiHeldDecision,
  ApiHeldList,
  ApiHeldNames,
  ApiProgress,
  ApiRejectionList,
  ApiRun,
  ApiRunList,
  ApiSource,
  ApiSourceList,
} from '../../api/types.ts';
import { type Installation, install } from './installation.ts';

const KEY = 'a-key-of-the-tests-only';
let installation: Installation;
let address: string;

beforeAll(async () => {
  installation = await install(['guizhou', 'guizhou-guiyang', 'guangxi-guilin'], { adminKey: KEY });
  address = await installation.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => installation.close());

async function ask<T>(method: 'GET' | 'POST', url: string, payload?: object, key: string | null = KEY) {
  const answer = await installation.server.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<T>() };
}

/** Starts a run through the API and waits until it has ended. */
async function harvest(source: string, body?: object): Promise<ApiRun> {
  const { status, body: run } = await ask<ApiRun>('POST', `/api/v1/sources/${source}/runs`, body);
  expect(status).toBe(202);
  await installation.huimu.control.ended(run.id);
  return (await ask<ApiRun>('GET', `/api/v1/runs/${run.id}`)).body;
}

const source = async (id: string) => (await ask<ApiSource>('GET', `/api/v1/sources/${id}`)).body;

describe('sources', () => {
  it('are all listed with an honest state', async () => {
    const { body } = await ask<ApiSourceList>('GET', '/api/v1/sources');
    const { sources } = installation.huimu;
    expect(body.items.map(({ id }) => id)).toEqual([...sources.keys()]);
    for (const item of body.items) {
      const expected = sources.get(item.id)?.harvest === undefined ? 'not-connected' : 'waiting';
      expect(item.state, item.id).toBe(expected);
    }
    expect(Object.values(body.states).reduce((sum, count) => sum + count, 0)).toBe(body.items.length);
  });

  it('are harvested on demand, with a ledger that is the platform’s count', async () => {
    const run = await harvest('guizhou');
    const expected = installation.country.platforms.find(({ id }) => id === 'guizhou')?.expected;
    expect(run).toMatchObject({ status: 'succeeded', trigger: 'person', problems: [], rejected: 0 });
    expect(run.ledger).toMatchObject({ listed: expected, added: expected, indexed: expected });
    expect(run.requests.list).toBeGreaterThan(0);
    expect(await source('guizhou')).toMatchObject({
      state: 'harvested',
      entries: expected,
      problem: null,
      lastRun: { id: run.id },
    });
    const listed = await ask<ApiRunList>('GET', '/api/v1/sources/guizhou/runs');
    expect(listed.body.items).toEqual([run]);
  });

  it('are read again from what is kept, without being asked, and never in full', async () => {
    installation.country.misbehave('guizhou', { what: 'unavailable' });
    const { entries, lastGood } = await source('guizhou');
    const run = await harvest('guizhou', { replay: true });
    installation.country.misbehave('guizhou');
    expect(run).toMatchObject({ replay: true, status: 'succeeded', problems: [] });
    expect(run.ledger).toMatchObject({ listed: entries, unchanged: entries, indexed: entries });
    expect(run.requests).toEqual({ list: 0, detail: 0, other: 0 });
    expect(await source('guizhou')).toMatchObject({ lastGood, lastRun: { id: run.id, replay: true } });
    const acts = await ask<ApiActList>('GET', '/api/v1/audit?act=replay');
    expect(acts.body.items).toMatchObject([{ source: 'guizhou', run: run.id, refused: null }]);
    const both = await ask<ApiError>('POST', '/api/v1/sources/guizhou/runs', { replay: true, full: true });
    expect([both.status, both.body.code, both.body.where]).toEqual([400, 'request.invalid', 'body.full']);
  });

  it('write nothing in a dry run', async () => {
    const run = await harvest('guangxi-guilin', { dryRun: true });
    expect(run).toMatchObject({ dryRun: true, status: 'succeeded' });
    expect((await source('guangxi-guilin')).entries).toBe(0);
  });

  it('that refuse us are blocked, with the code in words', async () => {
    installation.country.misbehave('guangxi-guilin', { what: 'challenge' });
    const run = await harvest('guangxi-guilin');
    expect(run.status).toBe('failed');
    expect(run.problems[0]).toMatchObject({
      code: 'source.blocked',
      message: '来源拒绝访问（403 或验证页）',
    });
    expect(await source('guangxi-guilin')).toMatchObject({ state: 'blocked', failures: 1 });
    installation.country.misbehave('guangxi-guilin');
  });

  it('that are not there or not connected are said so', async () => {
    expect((await ask<ApiError>('GET', '/api/v1/sources/none')).body.code).toBe('source.unknown');
    expect((await ask<ApiError>('GET', '/api/v1/sources/none/runs')).body.code).toBe('source.unknown');
    expect((await ask<ApiError>('POST', '/api/v1/sources/none/runs')).body.code).toBe('source.unknown');
    const idle = [...installation.huimu.sources.values()].find(({ harvest: config }) => config === undefined);
    if (idle === undefined) throw new Error('every source is connected');
    const { status, body } = await ask<ApiError>('POST', `/api/v1/sources/${idle.id}/runs`);
    expect([status, body.code]).toEqual([409, 'config.not-harvestable']);
  });
});

describe('runs', () => {
  it('name every rejected record with its reason', async () => {
    installation.country.misbehave('guizhou-guiyang', { what: 'no-title' });
    const run = await harvest('guizhou-guiyang');
    installation.country.misbehave('guizhou-guiyang');
    expect(run.rejected).toBe(1);
    const { body } = await ask<ApiRejectionList>('GET', `/api/v1/runs/${run.id}/rejections`);
    expect(body.items).toMatchObject([
      { code: 'record.no-title', message: '记录没有标题', localId: expect.any(String) },
    ]);
    expect((await ask<ApiError>('GET', '/api/v1/runs/none/rejections')).body.code).toBe('run.unknown');
  });

  it('stop at once, and are not started twice', async () => {
    installation.country.misbehave('guizhou', { what: 'slow', ms: 60_000 });
    const started = await ask<ApiRun>('POST', '/api/v1/sources/guizhou/runs');
    const again = await ask<ApiError>('POST', '/api/v1/sources/guizhou/runs');
    expect([again.status, again.body.code]).toEqual([409, 'run.already-running']);
    expect((await source('guizhou')).state).toBe('running');
    const stopped = await ask<ApiRun>('POST', `/api/v1/runs/${started.body.id}/stop`);
    expect(stopped.body).toMatchObject({ id: started.body.id, status: 'stopped' });
    installation.country.misbehave('guizhou');
    expect((await ask<ApiError>('POST', '/api/v1/runs/none/stop')).body.code).toBe('run.unknown');
  });

  it('are listed by status, in pages', async () => {
    const failed = await ask<ApiRunList>('GET', '/api/v1/runs?status=failed');
    expect(failed.body.items.map((run) => run.source)).toEqual(['guangxi-guilin']);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await ask<ApiRunList>('GET', `/api/v1/runs?size=2${query}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.cursor;
    }
    expect(new Set(seen).size).toBe(6);
    const wrong = await ask<ApiError>('GET', '/api/v1/runs?cursor=nonsense');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request.cursor-invalid']);
  });
});

describe('held deletions', () => {
  it('wait for a person, whose decision counts once', async () => {
    await harvest('guizhou-guiyang');
    const before = (await source('guizhou-guiyang')).entries;
    const things = installation.country.things('guizhou-guiyang');
    const gone = things.slice(0, Math.ceil(things.length / 3)).map(({ id }) => id);
    installation.country.mutate('guizhou-guiyang').remove(...gone);
    const run = await harvest('guizhou-guiyang');
    expect(run.ledger).toMatchObject({ removed: 0, withheld: new Set(gone).size });
    expect(await source('guizhou-guiyang')).toMatchObject({ state: 'held', entries: before });

    const { body } = await ask<ApiHeldList>('GET', '/api/v1/held?state=held&source=guizhou-guiyang');
    expect(body.items).toHaveLength(1);
    const id = body.items[0]?.id ?? '';
    // All of them by name, a page at a time; the held deletions themselves show only a few.
    const names = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const url = `/api/v1/held/${id}/entries?size=30${cursor === null ? '' : `&cursor=${cursor}`}`;
      const page: ApiHeldNames = (await ask<ApiHeldNames>('GET', url)).body;
      for (const { localId, title } of page.items) names.set(localId, title);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(new Set(names.keys())).toEqual(new Set(gone));
    expect([...names.values()].every((title) => title !== '')).toBe(true);
    const elsewhere = await ask<ApiError>('GET', `/api/v1/held/${id}/entries?cursor=x`);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'request.cursor-invalid']);
    const released = await ask<ApiHeldDecision>('POST', `/api/v1/held/${id}/release`);
    expect(released.body.removed).toBe(new Set(gone).size);
    expect(released.body.held.state).toBe('released');
    expect((await source('guizhou-guiyang')).entries).toBe(before - new Set(gone).size);

    const twice = await ask<ApiError>('POST', `/api/v1/held/${id}/refuse`);
    expect([twice.status, twice.body.code]).toEqual([409, 'held.decided']);
    const none = await ask<ApiError>('POST', '/api/v1/held/none/refuse');
    expect([none.status, none.body.code]).toEqual([404, 'held.unknown']);
  });
});

describe('acts', () => {
  const ACTS = [
    '/api/v1/sources/guizhou/runs',
    '/api/v1/runs/none/stop',
    '/api/v1/held/none/release',
    '/api/v1/held/none/refuse',
  ];

  it.each(ACTS)('need the key: %s', async (url) => {
    for (const key of [null, 'wrong', `${KEY} `, '']) {
      const { status, body, headers } = await ask<ApiError>('POST', url, undefined, key);
      expect([status, body.code]).toEqual([401, 'request.unauthorized']);
      expect(headers['www-authenticate']).toContain('Bearer');
      expect(JSON.stringify(body)).not.toContain(KEY);
    }
  });

  it.each(ACTS)('are refused from the pages of another site: %s', async (url) => {
    const answer = await installation.server.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${KEY}`, origin: 'https://evil.example', host: '127.0.0.1:8080' },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'request.forbidden']);
  });
});

describe('progress', () => {
  it('comes as server-sent events until the run ends, and the connection closes with the server', async () => {
    const control = new AbortController();
    const answer = await fetch(`${address}/api/v1/events?source=guangxi-guilin`, { signal: control.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('content-encoding')).toBeNull();
    const run = await harvest('guangxi-guilin');
    const events: ApiProgress[] = [];
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const event of whole) {
        const data = /^event: progress\ndata: (.*)$/.exec(event)?.[1];
        if (data !== undefined) events.push(JSON.parse(data));
      }
      if (events.at(-1)?.status !== undefined && events.at(-1)?.status !== 'running') break;
    }
    control.abort();
    expect(events.at(-1)).toMatchObject({ run: run.id, source: 'guangxi-guilin', status: 'succeeded' });
    expect(events.at(-1)?.ledger).toEqual(run.ledger);
    expect(new Set(events.map((each) => each.source))).toEqual(new Set(['guangxi-guilin']));
  });
});
