/** Zones and registers harvested for real, and what the API then says: terms and prices, who is registered, how it stands. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeHuimu, type Huimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import type { ApiServer } from '../../api/routes/route.ts';
import type { ApiOperationLedger, ApiResource, ApiSearchResult, ApiVocabularies } from '../../api/types.ts';
import { Source } from '../../config/registry/source.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import { type Lists, startZone, type ZoneServer } from '../sources/zone.ts';

const office = '福州市水利局';
const CODE = '350100202500017';

const products = Array.from({ length: 45 }, (_, at) => ({
  id: `p${at}`,
  productName: `核验产品${at}`,
  productType: '数据产品',
  zoneName: '金融专区',
  implementOrgName: '福州市大数据委',
  operatorName: at % 2 === 0 ? '甲运营公司' : '甲运营公司、乙运营公司',
  authMode: '分领域授权',
  authStartDate: '2025-01-01',
  authEndDate: '2027-12-31',
  ceilingPrice: '1元/次',
  salePrice: at === 0 ? '阶梯价，详见附件' : '0.5元/次',
  scenarios: ['普惠金融', '信用评估'],
}));
const zone: Lists = {
  json: {
    '/api/products': products,
    '/api/services': [{ id: 'p1', productName: '建模服务', operatorName: '乙运营公司' }],
    '/api/resources': [{ id: 'd1', name: '取水许可', implementOrgName: office, orgName: office }],
  },
  html: {
    goods: {
      'h-1': {
        title: '停车指数',
        facts: {
          运营机构: '丙公司',
          实施机构: '厦门市数据局',
          授权期限: '自签订之日起三年',
          具体收费标准: '面议',
        },
      },
      'h-2': {
        title: '气象服务',
        facts: { 产品类型: '数据服务', 具体收费标准: '免费', 应用场景: '农业保险' },
      },
    },
  },
};
const registered = {
  id: 'r1',
  resourceName: '取水许可',
  objectType: '数据资源',
  registrantName: office,
  registerCode: CODE,
  registerType: '首次登记',
  validStartDate: '2025-03-11',
  validPeriod: '三年',
};
const lapsed = {
  ...registered,
  id: 'r2',
  resourceName: '水库名录',
  registerCode: '350100202200001',
  validEndDate: '2025-01-01',
};
const waiting = {
  id: 'r3',
  resourceName: '泵站清单',
  registrantName: office,
  publicityStartDate: '2026-01-01',
  publicityEndDate: '2999-01-01',
};
const register = (...rows: object[]): Lists => ({
  json: { '/open/list': rows as Record<string, unknown>[] },
});

const json = (list: string, wire: object) => ({ list, wire });
const row = (id: string, kind: string, base: string, harvest: object) =>
  Source.parse({
    id,
    title: id,
    kind,
    mode: 'authorised-operation',
    region: '350100',
    home: base,
    harvest: { base, pace: { perSecond: null }, ...harvest },
  });

let servers: ZoneServer[];
let folder: string;
let huimu: Huimu;
let server: ApiServer;

const harvest = async (id: string) => {
  const { id: run } = await huimu.control.start(id, { trigger: 'person' });
  return huimu.control.ended(run);
};
const get = async <T>(url: string): Promise<T> => {
  await huimu.catalogue.refresh();
  const answer = await server.inject({ url });
  expect(answer.statusCode, answer.body).toBe(200);
  return JSON.parse(answer.body) as T;
};
const resourceOf = async (id: string): Promise<ApiResource> =>
  get(`/api/v1/resources/${(await huimu.catalogue.get(id))?.resource}`);

beforeAll(async () => {
  servers = [await startZone(zone), await startZone(register(registered, lapsed, waiting))];
  const [zoneBase, registerBase] = servers.map(({ base }) => base) as [string, string];
  const sources = [
    row('zone', 'operation-zone', zoneBase, {
      family: 'operation-zone',
      options: json('/api/products', {
        row: { keys: { productName: 'title' } },
        beside: {
          services: {
            list: { request: { url: '{base}/api/services' } },
            row: { fields: { kind: { select: '.', const: '数据服务' } } },
          },
          resources: {
            list: { request: { url: '{base}/api/resources' } },
            row: { fields: { kind: { select: '.', const: '数据资源' } } },
          },
        },
      }),
    }),
    row('pages', 'operation-zone', zoneBase, {
      family: 'operation-zone',
      options: { variant: 'html', list: '/goods' },
    }),
    row('register', 'registration-platform', registerBase, {
      family: 'registration',
      options: { list: '/open/list' },
    }),
  ];
  folder = await mkdtemp(join(tmpdir(), 'huimu-test-'));
  const settings = { ...loadSettings({ environment: {}, folder }), data: folder, contact: 'a@example.org' };
  huimu = await composeHuimu({ ...settings, logLevel: 'silent' }, { rows: sources, harvests: true });
  server = await createServer(apiContext(huimu));
});
afterAll(async () => {
  await server?.close();
  await huimu?.close();
  for (const each of servers) await each.close();
  await rm(folder, { recursive: true, force: true });
});

describe('an operation zone', () => {
  it('over JSON gives products, services and resources with who runs them, how long and at what price', async () => {
    const run = await harvest('zone');
    expect(run).toMatchObject({ status: 'succeeded', problems: [], ledger: { listed: 47, added: 47 } });
    expect((await huimu.catalogue.get('zone:p1'))?.entry).toMatchObject({
      kind: 'product',
      mode: 'authorised-operation',
      operators: [{ name: '甲运营公司' }, { name: '乙运营公司' }],
      implementingAgency: { name: '福州市大数据委', region: '350100' },
      scenarios: ['普惠金融', '信用评估'],
      operation: {
        zone: '金融专区',
        authorisation: { code: 'by-sector' },
        term: { from: '2025-01-01', until: '2027-12-31' },
        ceilingPrice: { amount: 1 },
        actualPrice: { amount: 0.5, per: { unit: 'call' } },
      },
    });
    expect((await huimu.catalogue.get('zone:services:p1'))?.entry).toMatchObject({ kind: 'service' });
    expect((await huimu.catalogue.get('zone:resources:d1'))?.entry).toMatchObject({ kind: 'dataset' });
    const odd = (await huimu.catalogue.get('zone:p0'))?.entry;
    expect(odd?.operation?.actualPrice).toEqual({ raw: '阶梯价，详见附件' });
    expect(odd?.remarks).toContainEqual({
      field: 'actualPrice',
      code: 'not-understood',
      raw: '阶梯价，详见附件',
    });
  });

  it('over HTML likewise', async () => {
    expect(await harvest('pages')).toMatchObject({ status: 'succeeded', problems: [], ledger: { added: 2 } });
    expect((await huimu.catalogue.get('pages:h-1'))?.entry).toMatchObject({
      title: '停车指数',
      kind: 'product',
      operation: { term: { duration: 'P3Y' }, actualPrice: { negotiable: true } },
    });
    expect((await huimu.catalogue.get('pages:h-2'))?.entry).toMatchObject({
      kind: 'service',
      operation: { actualPrice: { free: true } },
    });
  });

  it('is counted by operator, agency and kind', async () => {
    const { facets } = await get<ApiSearchResult>(
      '/api/v1/search?facets=operator&facets=implementingAgency&facets=kind&source=zone',
    );
    expect(facets.operator?.map(({ value, count }) => [value, count])).toEqual([
      ['甲运营公司', 45],
      ['乙运营公司', 23],
    ]);
    expect(facets.implementingAgency?.map(({ value }) => value)).toEqual(['福州市大数据委', office]);
    const narrowed = await get<ApiSearchResult>(`/api/v1/search?operator=${encodeURIComponent('丙公司')}`);
    expect(narrowed).toMatchObject({ resources: 1, hits: [{ lead: { title: '停车指数' } }] });
  });
});

describe('a registration platform', () => {
  it('shows a resource registered, by which registration and why', async () => {
    expect(await harvest('register')).toMatchObject({
      status: 'succeeded',
      problems: [],
      ledger: { added: 3 },
    });
    const resource = await resourceOf('zone:resources:d1');
    expect(resource.lead.entry.id).toBe('zone:resources:d1');
    expect(resource.offers.map(({ entry }) => entry.id)).toEqual(['zone:resources:d1', 'register:r1']);
    expect(resource.registrations).toEqual([
      {
        entry: 'register:r1',
        source: 'register',
        registration: expect.objectContaining({ code: CODE, typeCode: 'first' }),
        validUntil: '2028-03-10',
        state: resource.registeredOn <= '2028-03-10' ? 'valid' : 'lapsed',
        evidence: 'title-and-holder',
      },
    ]);
  });

  it('tells lapsed and awaited registrations apart by the day, and counts the registered', async () => {
    expect((await resourceOf('register:r2')).registrations[0]).toMatchObject({ state: 'lapsed' });
    expect((await resourceOf('register:r3')).registrations[0]).toMatchObject({ state: 'in-publicity' });
    const { facets } = await get<ApiSearchResult>(
      '/api/v1/search?facets=registered&facets=registeredUntil&facets=registrant',
    );
    expect(facets.registered?.map(({ value, count, label }) => [value, count, label.zh])).toEqual([
      ['valid', 2, '已登记'],
      ['in-publicity', 1, '公示中'],
    ]);
    expect(facets.registeredUntil?.map(({ value }) => value)).toEqual(['2025', '2028']);
    expect(facets.registrant).toMatchObject([{ value: office, count: 3 }]);
    const { lists } = await get<ApiVocabularies>('/api/v1/vocabularies');
    expect(lists.find(({ list }) => list === 'authorisation-modes')?.values[0]).toMatchObject({
      value: 'whole',
      label: { zh: '整体授权' },
    });
  });

  it('keeps a cancelled registration as a state', async () => {
    servers[1]?.set(register({ ...registered, registerType: '注销登记' }, lapsed, waiting));
    expect(await harvest('register')).toMatchObject({
      status: 'succeeded',
      ledger: { updated: 1, removed: 0, withheld: 0 },
    });
    const { registrations } = await resourceOf('zone:resources:d1');
    expect(registrations).toMatchObject([{ state: 'cancelled', registration: { code: CODE } }]);
  });
});

it('is a ledger: every figure leads to the search that finds just that', async () => {
  const ledger = await get<ApiOperationLedger>('/api/v1/coverage/operation?size=100');
  const found = async (search: string) => (await get<ApiSearchResult>(`/api/v1/search?${search}`)).resources;
  for (const [figure, search] of Object.entries(ledger.searches))
    expect([figure, await found(search)]).toEqual([figure, ledger.total[figure as 'resources']]);
  for (const group of [ledger.provinces, ledger.cities, ledger.agencies, ledger.operators, ledger.gaps])
    for (const { value, search, resources } of group)
      expect([value, await found(search)]).toEqual([value, resources]);
  expect(ledger.items).toHaveLength(Math.min(100, ledger.total.resources));
  expect(ledger.items.find(({ title }) => title === '停车指数')).toMatchObject({
    operators: ['丙公司'],
    implementingAgency: '厦门市数据局',
    registration: null,
    missing: ['no-ceiling-price'],
  });
  expect(ledger.items.find(({ title }) => title === '取水许可')?.registration).toMatchObject({ code: CODE });
  const lacking = await get<ApiOperationLedger>('/api/v1/coverage/operation?missing=no-term');
  expect(lacking.total.resources).toBe(ledger.gaps.find(({ value }) => value === 'no-term')?.resources);
  const undisclosed = await get<ApiOperationLedger>(
    '/api/v1/coverage/operation?disclosed=false&region=350000',
  );
  expect(undisclosed.total.resources).toBe(ledger.total.undisclosed);
  const elsewhere = await get<ApiOperationLedger>('/api/v1/coverage/operation?region=520000');
  expect([elsewhere.total.resources, elsewhere.items]).toEqual([0, []]);
});
