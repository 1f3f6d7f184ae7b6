/** The watch lists over the API: computed of what was harvested, read, filtered, decided on, and recorded. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ActList } from '../../api/schemas/audit.ts';
import type { FindingList, WatchAnswer, WatchDecided } from '../../api/schemas/watch.ts';
import { servedBy } from '../../api/watching.ts';
import { WATCH_LISTS } from '../../index/watch/finding.ts';
import { renewWatch } from '../../index/watch/renew.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { type Installation, install } from './installation.ts';

const KEY = 'a-key-of-the-tests-only';
const HOSTILE = '<img src=x onerror=alert(1)>名单';
const LONG = `/a/${'长'.repeat(400)}`;
let installation: Installation;

type Answer = { code?: string; detail?: string };
async function ask<T>(method: 'GET' | 'PUT', url: string, body?: object, key = KEY) {
  const answer = await installation.server.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}` },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<T & Answer>() };
}
const list = (query = '') => ask<z.infer<typeof FindingList>>('GET', `/api/v1/watch/sensitive${query}`);
const decide = (key: string, body: object, as = KEY) =>
  ask<z.infer<typeof WatchDecided>>(
    'PUT',
    `/api/v1/watch/sensitive/${encodeURIComponent(key)}/decision`,
    body,
    as,
  );

beforeAll(async () => {
  installation = await install(['guizhou-guiyang'], { adminKey: KEY });
  const { catalogue, sources } = installation.huimu;
  const description = '包括姓名、身份证号等信息';
  await catalogue.write(
    batchOf([
      entryOf('a', '1', { title: HOSTILE, description, landingPage: 'https://example.org/1' }),
      entryOf('a', LONG, { title: '低保名单', description, spatial: { code: '450302' } }),
    ]),
  );
  await catalogue.write(
    batchOf([entryOf('b', '1', { title: '名册', description, spatial: { code: '320600' } })]),
  );
  await catalogue.refresh();
  expect((await ask<z.infer<typeof WatchAnswer>>('GET', '/api/v1/watch')).body).toMatchObject({
    at: null,
    entries: 0,
  });
  await renewWatch(catalogue, { served: servedBy(sources), now: Date.now() });
});
afterAll(() => installation.close());

describe('the watch lists', () => {
  it('are told with definitions, date and counts', async () => {
    const { body } = await ask<z.infer<typeof WatchAnswer>>('GET', '/api/v1/watch');
    expect(body.lists.map((each) => each.list)).toEqual([...WATCH_LISTS]);
    const sensitive = body.lists.find((each) => each.list === 'sensitive');
    expect(sensitive).toMatchObject({ found: 3, kept: 3, certainties: { certain: 3 }, at: body.at });
    expect(sensitive?.definition.zh).toContain('身份证件号码');
    expect(sensitive?.regions[0]).toEqual({
      code: '450000',
      label: { zh: expect.stringContaining('广西'), en: expect.any(String) },
      count: 2,
    });
  });

  it('are read with reasons and entries, by place with what lies in it, by source', async () => {
    const { body } = await list();
    expect(body.total).toBe(3);
    const one = body.items.find(({ key }) => key === 'a:1');
    expect(one).toMatchObject({
      title: HOSTILE,
      decision: null,
      reasons: [{ code: 'identity-number', words: ['身份证号'], said: { zh: '身份证件号码：身份证号' } }],
      entries: [{ id: 'a:1', landingPage: 'https://example.org/1', source: { id: 'a' }, removedAt: null }],
    });
    expect((await list('?region=450000')).body.items.map(({ title }) => title).sort()).toEqual(
      ['低保名单', HOSTILE].sort(),
    );
    expect((await list('?region=100000')).body.total).toBe(3);
    expect((await list('?source=b')).body).toMatchObject({ total: 1, sources: [{ id: 'b', count: 1 }] });
    const page = await list('?size=2');
    expect((await list(`?size=2&cursor=${page.body.cursor}`)).body.items).toHaveLength(1);
    expect((await list('?region=999999')).status).toBe(400);
    expect((await list('?cursor=none')).body.code).toBe('request.cursor-invalid');
    expect((await ask('GET', '/api/v1/watch/nothing')).status).toBe(400);
  });

  it('keep what was decided, by whom and why, and the log has it', async () => {
    const long = (await list('?region=450302')).body.items[0]?.key as string;
    expect(long.length).toBeLessThanOrEqual(200);
    expect((await decide(long, { decision: 'not-a-fault' })).status).toBe(200);
    const note = '<b>已核实</b>';
    expect((await decide('a:1', { decision: 'looking', note })).body).toMatchObject({
      by: 'key:admin',
      note,
    });
    const { items } = (await list('?decision=looking')).body;
    expect(items).toMatchObject([{ key: 'a:1', decision: { decision: 'looking', by: 'key:admin', note } }]);
    expect((await list('?decision=open')).body.total).toBe(1);
    const refused = await decide('none', { decision: 'looking' });
    expect(refused.body.code).toBe('request.not-found');
    const acts = (await ask<z.infer<typeof ActList>>('GET', '/api/v1/audit')).body.items;
    expect(acts.map(({ act, finding, refused: why }) => [act, finding, why]).reverse()).toEqual([
      ['finding-not-a-fault', `sensitive ${long}`, null],
      ['finding-looking', 'sensitive a:1', null],
      ['finding-looking', 'sensitive none', 'request.not-found'],
    ]);
  });

  it('are decided on by who may, and by what there is to decide', async () => {
    expect((await decide('a:1', { decision: 'open' }, 'another-key-altogether')).status).toBe(401);
    expect((await decide('a:1', { decision: 'deleted' })).status).toBe(400);
    expect((await decide('a:1', { decision: 'open', note: '长'.repeat(2001) })).status).toBe(400);
    expect((await list('?decision=looking')).body.total).toBe(1);
  });
});
