/** Demands and reported mistakes over the real API, on both engines: left by anybody, seen by whom they are for. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import type { ApiServer } from '../../../api/routes/route.ts';
import type {
  ApiActList,
  ApiDemand,
  ApiDemandContact,
  ApiDemandList,
  ApiError,
  ApiReport,
  ApiReportList,
  ApiReportTaken,
} from '../../../api/types.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { matchDemands } from '../../../index/people/matching.ts';
import { type Engine, engines, type OwnCatalogue } from '../../harvester/engines.ts';
import { batchOf } from '../../index/batches.ts';
import { entryOf } from '../../index/entries.ts';
import { type Asked, asker, type Method, makeKey, ROOT } from '../access/asking.ts';

const GUILIN = 'guangxi-guilin';
const GUIYANG = 'guizhou-guiyang';
const SCRIPT = '<script>alert(1)</script> 桂林市 <b>公厕</b> 位置';
const STRANGER = '203.0.113.7';

describe.each(await engines())('over $name', (engine: Engine) => {
  let own: OwnCatalogue;
  let data: string;
  let huimu: Huimu;
  let server: ApiServer;
  const keys: Record<string, string> = {};
  const asking = asker(() => ({ server }));
  const ask = <T>(method: Method, url: string, asked: Asked = {}) =>
    asking<T & ApiError>(method, `/api/v1${url}`, asked);
  const leave = (payload: object, asked: Asked = {}) =>
    ask<ApiDemand>('POST', '/demands', { payload, ...asked });
  const keep = async (source: string, id: string, title: string, code: string, at = new Date()) => {
    const entry = entryOf(source, id, { title, spatial: { code } });
    const batch = batchOf([entry]);
    await huimu.catalogue.write({ ...batch, region: code, at: at.toISOString() });
    await huimu.catalogue.refresh();
    return (await huimu.catalogue.get(entry.id))?.resource as string;
  };

  beforeAll(async () => {
    own = engine.take();
    data = await mkdtemp(join(tmpdir(), 'huimu-demands-'));
    const settings = loadSettings({ environment: own.environment, folder: data });
    const given = { ...settings, data, adminKey: ROOT, logLevel: 'silent' as const };
    huimu = await composeHuimu(given, { rows: loadSources(), harvests: true, works: true });
    server = await createServer(apiContext(huimu));
    const key = async (name: string, wanted: object) => {
      keys[name] = (await makeKey(asking, { name, ...wanted })).key;
    };
    await key('analyst', { role: 'analyst' });
    await key('guilin', { role: 'source-admin', sources: [GUILIN] });
    await key('guizhou', { role: 'source-admin', regions: ['520000'] });
  });
  afterAll(async () => {
    await server.close();
    await huimu.close();
    await own.dispose();
    await rm(data, { recursive: true, force: true });
  });

  it('keeps a demand as the text it is, and its contact from all but holders', async () => {
    const left = await leave({
      ...{ need: SCRIPT, region: '450300', purpose: '研究', contact: 'somebody@example.org' },
    });
    expect(left.status).toBe(201);
    expect(left.body).toMatchObject({ need: SCRIPT, state: 'open', hasContact: true, answer: null });
    expect(left.headers['content-type']).toContain('application/json');
    expect(left.headers['x-content-type-options']).toBe('nosniff');
    const { id } = left.body;
    for (const url of ['/demands', `/demands/${id}`]) {
      const { text, status } = await ask('GET', url);
      expect(status).toBe(200);
      expect(text).not.toContain('example.org');
    }
    const contact = async (key?: string) =>
      ask<ApiDemandContact>('GET', `/demands/${id}/contact`, key === undefined ? {} : { key });
    expect((await contact()).status).toBe(401);
    expect((await contact(keys.analyst)).status).toBe(403);
    expect((await contact(keys.guizhou)).status).toBe(403);
    expect((await contact(keys.guilin)).body.contact).toBe('somebody@example.org');
    expect((await contact(ROOT)).body.contact).toBe('somebody@example.org');
    expect((await ask('GET', '/demands/none')).body.code).toBe('demand.unknown');
  });

  it.each([
    ['too short', { need: '数据' }],
    ['too long', { need: '长'.repeat(501) }],
    ['control characters', { need: '公厕\u0000位置数据' }],
    ['no such place', { need: '公厕位置数据', region: '999999' }],
    ['a citizen’s number', { need: '查 11010519491231002X 的低保' }],
    ['a mobile number', { need: '公厕位置，联系 133 1234 6519' }],
    ['a full-width mobile number', { need: '公厕位置１３３１２３４６５１９' }],
    ['a mail address in the purpose', { need: '公厕位置数据', purpose: '写给 a.b@example.org' }],
    ['another field', { need: '公厕位置数据', state: 'answered' }],
  ])('refuses what is no demand for all to read: %s', async (_what, payload) => {
    const { status, body } = await leave(payload);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });

  it('lists by place with what lies in it, by state, in pages', async () => {
    await leave({ need: '全州县 水库 水位 站点', region: '450324' });
    await leave({ need: '贵阳 停车场 泊位', region: '520100' });
    await leave({ need: '全国 高铁 时刻 汇总' });
    const total = async (query: string) => (await ask<ApiDemandList>('GET', `/demands${query}`)).body.total;
    expect(await total('?region=450000')).toBe(2);
    expect(await total('?region=450300')).toBe(2);
    expect(await total('?region=450324')).toBe(1);
    expect(await total('?region=520000')).toBe(1);
    expect(await total('?state=answered')).toBe(0);
    const all = await total('');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ApiDemandList = (
        await ask<ApiDemandList>('GET', `/demands?size=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      ).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([all, all]);
    expect((await ask('GET', '/demands?cursor=nonsense')).body.code).toBe('request.cursor-invalid');
  });

  it('is held against what is there at once, and every night against what came since', async () => {
    const there = await keep(GUILIN, '1', '桂林市古树名木名录', '450300');
    const elsewhere = await keep(GUIYANG, '1', '贵阳市古树名木名录', '520100');
    const { body: left } = await leave({ need: '古树名木', region: '450300' });
    expect(left.likely.map(({ resource }) => resource)).toEqual([there]);
    expect(await matchDemands(huimu.catalogue, Date.now())).toBeGreaterThan(0);
    const late = await keep(GUILIN, '2', '桂林市古树名木保护情况', '450300');
    await matchDemands(huimu.catalogue, Date.now());
    const { body: told } = await ask<ApiDemand>('GET', `/demands/${left.id}`);
    expect(told.likely.map(({ resource }) => resource)).toEqual([late, there]);
    expect(told.likely.map(({ resource }) => resource)).not.toContain(elsewhere);
    // Nothing changed since: nobody is asked again.
    expect(await matchDemands(huimu.catalogue, Date.now() + 3_600_000)).toBeGreaterThan(0);
    expect(await matchDemands(huimu.catalogue, Date.now() + 3_600_000)).toBe(0);
  });

  it('is told of what is new behind many that were there, and why; not of what shares a place or a word', async () => {
    const earlier = new Date(Date.now() - 3_600_000);
    for (let n = 1; n <= 25; n += 1) {
      await keep(GUILIN, `s${n}`, `桂林市公共书屋开放时间第${n}期`, '450300', earlier);
    }
    const { body: left } = await leave({ need: '公共书屋 开放时间', region: '450300' });
    expect(left.likely).toHaveLength(10);
    expect(left.likely.every(({ lacking }) => lacking.length === 0)).toBe(true);
    const before = new Set(left.likely.map(({ resource }) => resource));
    const { body: odd } = await leave({ need: '桂林 皮划艇' });
    expect(odd.likely).toEqual([]);
    const { body: near } = await leave({ need: '公共书屋 开放时间 皮划艇', region: '450300' });
    expect(near.likely.length).toBeGreaterThan(0);
    expect(near.likely.every(({ lacking }) => lacking.join() === '皮划艇')).toBe(true);
    // Looked at from now on: what was there is known.
    const later = Date.now() + 3_600_000;
    await matchDemands(huimu.catalogue, later);
    const fresh = await keep(
      GUILIN,
      's99',
      '桂林市公共书屋开放时间与地址的说明及全部补充材料',
      '450300',
      new Date(later),
    );
    await matchDemands(huimu.catalogue, later + 1);
    const { body: told } = await ask<ApiDemand>('GET', `/demands/${left.id}`);
    expect(told.likely[0]?.resource).toBe(fresh);
    expect(told.likely.slice(1).every(({ resource }) => before.has(resource))).toBe(true);
  });

  it('is answered by who serves the place or holds the resource, and by nobody else', async () => {
    const resource = await keep(GUIYANG, '9', '贵阳市路灯编号', '520100');
    const { body: left } = await leave({ need: '路灯 编号 对照', region: '450300' });
    const answer = (key: string | undefined, payload: object) =>
      ask<ApiDemand>('PUT', `/demands/${left.id}/answer`, { payload, ...(key !== undefined && { key }) });
    expect((await answer(undefined, { state: 'declined' })).status).toBe(401);
    expect((await answer(keys.analyst, { state: 'declined' })).status).toBe(403);
    expect((await answer(keys.guizhou, { state: 'declined' })).body.code).toBe('access.denied');
    expect((await answer(keys.guizhou, { state: 'answered', text: '没有' })).status).toBe(403);
    expect((await answer(keys.guilin, { state: 'answered' })).body.code).toBe('request.invalid');
    expect((await answer(keys.guilin, { state: 'answered', resource: 'none' })).body.code).toBe(
      'resource.not-found',
    );
    const held = await answer(keys.guizhou, { state: 'answered', resource, text: '<i>见此</i>' });
    expect(held.body).toMatchObject({
      state: 'answered',
      answer: { resource, title: '贵阳市路灯编号', text: '<i>见此</i>' },
    });
    expect(held.text).not.toContain('key:');
    expect((await answer(keys.guilin, { state: 'declined', text: '不采集' })).body.state).toBe('declined');
    expect((await answer(ROOT, { state: 'open' })).body).toMatchObject({ state: 'open', answer: null });
    const log = await ask<ApiActList>('GET', '/audit?size=3', { key: ROOT });
    expect(log.body.items.map(({ act, subject }) => [act, subject])).toEqual([
      ['demand-open', left.id],
      ['demand-declined', left.id],
      ['demand-answered', left.id],
    ]);
  });

  it('takes reported mistakes to the administrator of the source alone', async () => {
    const resource = await keep(GUILIN, '5', '桂林市路桥名录', '450300');
    const at = `/resources/${encodeURIComponent(resource)}/reports`;
    const text = '<img src=x onerror=alert(1)> 电话写错了，应为 13312346519';
    const left = await ask<ApiReportTaken>('POST', at, { payload: { text, field: 'title' } });
    expect([left.status, left.body.source]).toEqual([201, GUILIN]);
    expect((await ask('POST', '/resources/none/reports', { payload: { text } })).body.code).toBe(
      'resource.not-found',
    );
    expect((await ask('POST', at, { payload: { text: '' } })).body.code).toBe('request.invalid');
    const list = (key?: string, query = `?source=${GUILIN}`) =>
      ask<ApiReportList>('GET', `/reports${query}`, key === undefined ? {} : { key });
    expect((await list()).status).toBe(401);
    expect((await list(keys.analyst)).status).toBe(403);
    expect((await list(keys.guizhou)).status).toBe(403);
    expect((await list(keys.guilin, '')).status).toBe(403);
    expect((await list(keys.guilin)).body.items).toMatchObject([{ text, field: 'title', state: 'open' }]);
    const settle = (key: string) =>
      ask<ApiReport>('PUT', `/reports/${left.body.id}`, { key, payload: { state: 'closed', note: '已改' } });
    expect((await settle(keys.guizhou as string)).body.code).toBe('access.denied');
    expect((await settle(keys.guilin as string)).body.closed).toMatchObject({ note: '已改' });
    expect((await list(ROOT, '?state=open')).body.total).toBe(0);
    expect((await list(ROOT, '?state=closed')).body.total).toBe(1);
    const log = await ask<ApiActList>('GET', '/audit?size=1', { key: ROOT });
    expect(log.body.items).toMatchObject([{ act: 'close-report', subject: left.body.id, source: GUILIN }]);
  });

  it('lets nobody flood it, and no page of another site leave anything', async () => {
    const foreign = { headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' } };
    expect((await leave({ need: '公厕位置数据' }, foreign)).body.code).toBe('request.forbidden');
    const codes: number[] = [];
    for (let time = 0; time < 22; time += 1) {
      codes.push((await leave({ need: `公厕位置数据 ${time}` }, { from: STRANGER })).status);
    }
    expect(codes.filter((code) => code === 201)).toHaveLength(20);
    expect(codes.slice(20)).toEqual([429, 429]);
    expect((await ask('GET', '/demands', { from: STRANGER })).status).toBe(200);
    const large = await leave({ need: '长'.repeat(3_500_000) });
    expect([large.status, large.body.code]).toEqual([413, 'request.too-large']);
  });
});
