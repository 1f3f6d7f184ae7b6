/** The wires of the played platforms, asked by hand as the sheets say; the adapters have no part in it. */
import { load } from 'cheerio';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Source } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { listingOf, Shelf } from './catalogue.ts';
import { generatedThings } from './generator.ts';
import { type StartedPlatform, startPlatform } from './platform.ts';
import { PLATFORMS } from './platforms.ts';

const rows = new Map(loadSources().map((row) => [row.id, row]));
const open: StartedPlatform[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A platform by its configured row, with its local address. */
async function start(
  row: string | Source,
  count: number,
): Promise<{ platform: StartedPlatform; local: string }> {
  const platform = await startPlatform(typeof row === 'string' ? rows.get(row)! : row, { seed: 1, count });
  open.push(platform);
  return { platform, local: Object.values(platform.routes)[0]! };
}

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const JSON_TYPE = 'application/json;charset=UTF-8';
const post = (url: string, body: string, type: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...headers } });
/** Dotted path into a JSON answer. */
const at = async (answer: Response | Promise<Response>, path: string): Promise<unknown> =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], await (await answer).json());
const page = async (answer: Response | Promise<Response>) => load(await (await answer).text());

it('plays every harvestable row of the configuration at its configured origin', () => {
  const harvestable = [...rows.values()].filter((row) => row.harvest !== undefined);
  const origins = new Map(PLATFORMS.map((each) => [each.id, each.origin]));
  for (const row of harvestable) {
    expect.soft([row.id, new URL(row.harvest!.base).origin]).toEqual([row.id, origins.get(row.id)]);
  }
  expect(PLATFORMS.filter((each) => rows.get(each.id)?.harvest === undefined)).toEqual([]);
});

describe('inspur-oportal', () => {
  it('lists ten rows a page with a separated total, and details under the row’s address', async () => {
    const { platform, local } = await start('guangxi-liuzhou', 1234);
    const list = await page(fetch(`${local}/lz/catalog/index?page=124`));
    expect(list('div.top-title span').text()).toBe('1,234');
    const links = list('div.bottom-content > ul > li div.cata-title a');
    const thing = platform.things[1230]!;
    expect([links.length, links.first().attr('href')]).toEqual([4, `/lz/catalog/${thing.id}`]);
    const detail = await page(fetch(`${local}/lz/catalog/${thing.id}`));
    expect(detail('ul.d-title h4').text()).toBe(thing.title);
    expect(detail('li[name=basicinfo] td').text()).toContain('\u00a0');
    const files = fetch(
      `${local}/lz/catalog/getResourceWithFormat?cataId=${thing.id}&pageNum=1&pageSize=100&fileFormat=`,
    );
    expect(await at(files, 'object.records.length')).toBe(thing.formats.filter((f) => f !== 'api').length);
    expect((await fetch(`${local}/lz/catalog/${'0'.repeat(32)}`)).status).toBe(404);
    expect((await fetch(`${local}/portal/catalog/index?page=1`)).status).toBe(404);
    expect(platform.counters).toEqual({ list: 1, detail: 3, other: 1 });
  });

  it('has the variants of Shandong, Sichuan, Taizhou and Suqian', async () => {
    const shandong = await start('shandong-jinan', 3);
    const types = (await page(fetch(`${shandong.local}/jinan/catalog/index?page=1`)))('div.file-type li');
    expect([types.text(), types.first().attr('class')?.split(' ')[0]]).toEqual([
      '',
      shandong.platform.things[0]!.formats[0],
    ]);
    const sichuan = await start('sichuan', 3);
    expect((await fetch(`${sichuan.local}/oportal/catalog/?page=1`)).status).toBe(200);
    expect((await fetch(`${sichuan.local}/oportal/catalog/index?page=1`)).status).toBe(404);
    const taizhou = await start('jiangsu-taizhou', 3);
    const { id, themes } = taizhou.platform.things[0]!;
    const list = await page(fetch(`${taizhou.local}/oportal/catalog/index?page=1`));
    expect(list('input[name=catalogidinput]').first().attr('value')).toBe(id);
    const detail = await page(fetch(`${taizhou.local}/oportal/catalog/${id}`));
    expect(
      detail('div.g-main.catalog-details > div.panel.panel-top div.list-details ul li span').eq(1).text(),
    ).toBe(themes[0]);
    expect(detail('td').text()).toContain('最后更新时间');
    const suqian = await start('jiangsu-suqian', 1);
    const only = suqian.platform.things[0]!;
    expect(only.id).toMatch(/^[0-9A-F]{32}$/);
    expect(await (await fetch(`${suqian.local}/oportal/catalog/${only.id}`)).text()).not.toContain(
      '更新时间',
    );
  });
});

describe('HTML wires', () => {
  it('keep what any text says, markup included', () => {
    const spoken = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => `${text.replace(/\p{Cc}/gu, '')}<script>&amp;`);
    const wire = PLATFORMS.find((each) => each.id === 'guangxi')!.wire;
    const [thing] = generatedThings({ seed: 1, platform: 'guangxi', region: '450000', shape: 'hex32' }, 1);
    fc.assert(
      fc.property(spoken, (title) => {
        const shelf = new Shelf([{ ...thing!, title }], 'hex32');
        const path = `/portal/catalog/${thing!.id}`;
        const asked = { method: 'GET', path, query: new URLSearchParams(), headers: {}, body: '' };
        const detail = load(wire(asked, listingOf(shelf, [], 0))!.body);
        expect([detail('h4').text(), detail('#cata_name').attr('value')]).toEqual([title, title]);
      }),
    );
  });
});

describe('guizhou-unified', () => {
  it('keeps to its partition, its role header and its body type', async () => {
    const { platform, local } = await start('guizhou-zunyi', 30);
    const ask = (
      call: string,
      body: unknown,
      headers: Record<string, string> = { role: '0' },
      type = JSON_TYPE,
    ) => post(`${local}/api/search/data/${call}`, JSON.stringify(body), type, headers);
    const list = 'getDataDirectoryListByParams';
    const answer = ask(list, { divisionId: '520300', pageIndex: 3, pageSize: 12 });
    expect(await at((await answer).clone(), 'total')).toBe(30);
    expect(await at(answer, 'data.5.id')).toBe(platform.things[29]!.id);
    expect((await ask(list, { divisionId: '520100', pageIndex: 1 })).status).toBe(404);
    expect((await ask(list, { divisionId: '520300' }, {})).status).toBe(401);
    expect((await ask(list, {}, { role: '0' }, FORM)).status).toBe(415);
    const detail = ask('getDataDetailByDataId', { id: platform.things[24]!.id });
    expect(await at(detail, 'data.name')).toBe(platform.things[24]!.title);
    expect(await at(ask('getDataDetailByDataId', { id: 'x' }), 'data')).toBe(null);
  });
});

describe('inspur-odweb', () => {
  it('takes a row offset, gives six rows whatever is asked, and counts views', async () => {
    const { platform, local } = await start('ningxia-yinchuan', 20);
    const list = `${local}/odweb/catalog/catalog.do?method=GetCatalog`;
    const answer = await post(list, 'start=18&length=50&pageLength=50', FORM);
    expect(await at(answer.clone(), 'recordsTotal')).toBe(20);
    expect(await at(answer, 'data.length')).toBe(2);
    expect(await at(post(list, 'start=6&length=50', FORM), 'data.length')).toBe(6);
    // A body of another type is no parameter to a servlet: it sees the first page.
    const blind = post(list, JSON.stringify({ start: 6 }), JSON_TYPE);
    expect(await at(blind, 'data.0.cata_id')).toBe(platform.things[0]!.id);
    expect(await at(post(list, 'start=0', FORM), 'data.0.conf_view_num')).toBe(3);
    const detail = await page(
      fetch(`${local}/odweb/catalog/catalogDetail.htm?cata_id=${platform.things[0]!.id}`),
    );
    expect(detail('span.detail-title').text()).toBe(platform.things[0]!.title);
    expect(detail('div.info-body[tags]').attr('tags')).toBe(platform.things[0]!.keywords.join(','));
  });

  it('has the skins of Wuxi and Datong', async () => {
    const wuxi = await start('jiangsu-wuxi', 12);
    const list = `${wuxi.local}/data/catalog/catalog.do?method=GetCatalog`;
    expect(await at(post(list, 'page=2&pageSize=10', FORM), 'data.length')).toBe(2);
    const { id, title } = wuxi.platform.things[0]!;
    const detail = await page(fetch(`${wuxi.local}/data/catalog/catalogDetail.htm?cata_id=${id}`));
    expect(
      detail('div.data-name.data-con')
        .contents()
        .toArray()
        .filter((node) => node.type === 'text')
        .map((node) => detail(node).text())
        .join(''),
    ).toBe(title);
    const datong = await start('shanxi-datong', 21);
    const rows = await page(fetch(`${datong.local}/Dataopen/list?pageNumber=3`));
    expect(rows('select.page-select option').last().text()).toBe('3');
    expect(rows('div.m-cata-list > ul > li div.item-content div.item-title a').length).toBe(1);
  });
});

describe('exchangeopengateway', () => {
  it('asks for the appCode of its home page, in header and query, and takes slashes in identifiers', async () => {
    const { platform, local } = await start('sichuan-deyang', 45);
    const appCode = /_appId="([0-9a-f]{32})"/.exec(await (await fetch(`${local}/`)).text())![1]!;
    const ask = (body: unknown, code: string) =>
      post(`${local}/exchangeopengateway/v1.0/mh/sjml/getMlxxList`, JSON.stringify(body), JSON_TYPE, {
        appCode: code,
        token: 'null',
      });
    const answer = await ask({ pageNo: 3, pageSize: 20 }, appCode);
    expect(await at(answer.clone(), 'data.totalPage')).toBe(3);
    expect(await at(answer, 'data.rows.length')).toBe(5);
    const refused = await ask({ pageNo: 1 }, 'f'.repeat(32));
    expect([refused.status, await at(refused, 'data')]).toEqual([200, null]);
    const { id, title } = platform.things[0]!;
    expect(id).toContain('/');
    const detail = `${local}/exchangeopengateway/v1.0/mlxx/getSjmlxq?mlbh=${encodeURIComponent(id)}`;
    expect(await at(fetch(`${detail}&appCode=${appCode}`), 'data.xxzymc')).toBe(title);
    expect(await at(fetch(detail), 'data')).toBe(null);
  });
});

const hub = (family: string, path = '') =>
  Source.parse({
    id: 'demo-hub',
    title: '演示目录',
    kind: 'sharing-hub',
    mode: 'sharing',
    region: '430000',
    home: 'https://hub.demo.example/',
    harvest: { family, base: 'https://hub.demo.example', options: { path } },
  });

describe('ckan', () => {
  it('searches by start and rows, at most 1000, and says no as CKAN does', async () => {
    const { platform, local } = await start(hub('ckan'), 1500);
    const api = `${local}/api/3/action`;
    const search = await fetch(`${api}/package_search?rows=5000&start=10`);
    expect(await at(search.clone(), 'result.count')).toBe(1500);
    expect(await at(search.clone(), 'result.results.length')).toBe(1000);
    expect(await at(search, 'result.results.0.organization.title')).toBe(platform.things[10]!.publisher);
    expect((await fetch(`${api}/package_search?rows=ten`)).status).toBe(409);
    expect((await fetch(`${api}/package_show?id=none`)).status).toBe(404);
    expect(await at(fetch(`${api}/package_show?id=${platform.things[13]!.id}`), 'result.title')).toBe(
      platform.things[13]!.title,
    );
    expect((await fetch(`${api}/nonsense`)).status).toBe(400);
  });
});

describe('single systems', () => {
  it('Shanghai wants JSON text under a form type and a CSRF header that says null', async () => {
    const { platform, local } = await start('shanghai', 25);
    const list = `${local}/zq/api/data_set/search/`;
    const body = JSON.stringify({ pageNum: 3, pageSize: 10 });
    const csrf = { 'x-csrftoken': 'null' };
    expect(await at(post(list, body, FORM, csrf), 'data.content.length')).toBe(5);
    expect(await at(post(list, body, FORM, csrf), 'data.totalPageNum')).toBe(3);
    for (const bad of [
      post(list, body, JSON_TYPE, csrf),
      post(list, body, FORM),
      post(list, 'pageNum=1', FORM, csrf),
    ]) {
      expect((await bad).status).toBe(400);
    }
    const { id, title } = platform.things[4]!;
    expect(await at(fetch(`${local}/zq/api/data_set/${id}/`), 'data.dataset_name')).toBe(title);
  });

  it('Suzhou counts the paging of the query, not of the body', async () => {
    const { platform, local } = await start('jiangsu-suzhou', 45);
    const list = `${local}/dii/catalog/cms/open/getResourcePage?size=20&current=3`;
    const answer = await post(list, JSON.stringify({ current: 1, size: 20 }), JSON_TYPE);
    expect(await at(answer, 'data.records.0.id')).toBe(platform.things[40]!.id);
    expect(platform.things[40]!.id).toMatch(/^\d{19}$/);
    expect((await post(list, 'current=1', FORM)).status).toBe(415);
  });

  it('Jiangsu takes a URL-encoded JSON and nothing else, from page 0', async () => {
    const { platform, local } = await start('jiangsu', 60);
    const list = `${local}/extranet/rest/dataOpen/getResourceList`;
    const asked = (city: string) =>
      encodeURIComponent(
        JSON.stringify({ token: null, usertype: null, params: { currentPage: 0, pageSize: '15', city } }),
      );
    const [own, cities] = await Promise.all(
      ['', 'all'].map((city) => at(post(list, asked(city), FORM), 'custom.total')),
    );
    expect(Number(own) + Number(cities)).toBe(60);
    expect(await at(post(list, asked(''), FORM), 'custom.resultList.0.rowGuid')).toMatch(/^[0-9a-f-]{36}$/);
    for (const bad of [
      post(list, asked(''), JSON_TYPE),
      post(list, decodeURIComponent(asked('')), FORM),
      post(list, '%E0%A4%A', FORM),
    ]) {
      expect(await at(bad, 'custom.resultList')).toBeUndefined();
    }
    const guid = encodeURIComponent(
      JSON.stringify({ params: { rowGuid: platform.things[0]!.id, type: '1' } }),
    );
    const detail = post(`${local}/extranet/rest/dataOpen/getResourceDetail`, guid, FORM);
    expect(await at(detail, 'custom.resourcesName')).toBe(platform.things[0]!.title);
  });

  it('Wuhu answers with a JSON string of JSON', async () => {
    const { platform, local } = await start('anhui-wuhu', 32);
    const answer = await post(`${local}/datagov-ops/data/getDataSetByWhere`, 'pageNo=3&pageSize=15', FORM);
    const inner = JSON.parse((await answer.json()) as string) as {
      allPage: number;
      smcDataSetList: { id: string }[];
    };
    expect([inner.allPage, inner.smcDataSetList.map((row) => row.id)]).toEqual([
      3,
      platform.things.slice(30).map((thing) => thing.id),
    ]);
  });

  it('Jincheng hides its list in a string, and finds nothing without its fixed fields', async () => {
    const { platform, local } = await start('shanxi-jincheng', 14);
    const list = `${local}/datadirectoryController.action?getSearchList`;
    const found = async (body: string) =>
      (
        JSON.parse((await at(post(list, body, FORM), 'jsonStr')) as string) as {
          obj: { totalPages: number; pagingList: unknown[] };
        }
      ).obj;
    const full = new URLSearchParams({
      resourceTy: '1',
      curPage: '3',
      pageNum: '6',
      checkbox: '全部',
    }).toString();
    expect(await found(full)).toMatchObject({ totalPages: 3, pagingList: [{}, {}] });
    expect(await found('curPage=3&pageNum=6')).toEqual({ totalPages: 0, pagingList: [] });
    const detail = await page(
      fetch(`${local}/datadirectoryController.action?goDetails&catalogid=${platform.things[0]!.id}&nav=2`),
    );
    expect(detail('div.dt-title').text()).toBe(platform.things[0]!.title);
  });

  it('Nantong pages from 0 and lists files apart', async () => {
    const { platform, local } = await start('jiangsu-nantong', 15);
    const api = `${local}/api/anony/portalResource`;
    expect(await at(fetch(`${api}/findResourceByPage?page=1&size=10`), 'data.content.length')).toBe(5);
    const { id, formats } = platform.things[0]!;
    const named = formats.filter((format) => format !== 'file').length;
    expect(await at(fetch(`${api}/listFiles?resId=${id}`), 'data.childFiles.length')).toBe(named);
  });

  it('Shaanxi wants to be told how many pages there are', async () => {
    const { local } = await start('shaanxi', 15);
    expect(await at(fetch(`${local}/query?page.totalPages=2&page.pageNo=2`), '0.result.length')).toBe(5);
    expect(await at(fetch(`${local}/query?page.pageNo=2`), '0.result.length')).toBe(0);
  });

  it('Lianyungang counts pages of nine, and has four tables a detail', async () => {
    const { platform, local } = await start('jiangsu-lianyungang', 19);
    const list = await page(fetch(`${local}/data/showDataController/showdata.do?pageNum1=3&xian=0`));
    expect(list('div.page-footer span').text()).toBe('3');
    const view = list('div.jQtabcontent li h1').attr('onclick');
    expect(view).toBe(`view('${platform.things[18]!.id}')`);
    const show = `${local}/data/showDataController/showdetail.do?dmid=`;
    expect((await page(fetch(show + platform.things[18]!.id)))('table.tw-table-form').length).toBe(4);
    expect((await page(fetch(`${show}none`)))('table.tw-table-form').length).toBe(1);
  });
});
