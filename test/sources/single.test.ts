/** The servers of single systems over GET and HTML, asked by hand as the sheets say; the rows have no part in it. */
import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSources } from '../../config/registry/sources.ts';
import { type StartedPlatform, startPlatform } from './platform.ts';

const rows = new Map(loadSources().map((row) => [row.id, row]));
let server: StartedPlatform | undefined;
afterEach(() => server?.close());

const COUNT = 23;
async function start(id: string): Promise<string> {
  server = await startPlatform(rows.get(id)!, { seed: 1, count: COUNT });
  return Object.values(server.routes)[0]!;
}
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((here, key) => (here as Record<string, unknown> | null)?.[key], value);
const ask = async (url: string, headers: Record<string, string> = {}): Promise<unknown> => {
  const answer = await fetch(url, { headers });
  return answer.ok ? answer.json() : answer.status;
};

const XHR = { 'x-requested-with': 'XMLHttpRequest' };
const JSON_TYPE = { 'content-type': 'application/json' };
const CONDITION = '%7B%22COND%22:%5B%7B%22columnName%22:%22catalogState%22,%22value%22:25%7D%5D%7D';

interface Sheet {
  /** The list's address, page 1. */
  list: string;
  headers: Record<string, string>;
  /** Where the number stands, and what it is for 23 things. */
  total: [path: string, value: number | undefined];
  items: [path: string, count: number];
  id: string;
  detail: (id: string, title: string) => string;
  detailHeaders?: Record<string, string>;
  title: string;
}

const SHEETS: Record<string, Sheet> = {
  'jiangsu-zhenjiang': {
    list: '/prod-api/openResource/rest/page?page=0&size=10',
    headers: { referer: 'https://data.zhenjiang.gov.cn/portal/index' },
    total: ['data.totalPages', 3],
    items: ['data.content', 10],
    id: 'id',
    detail: (id) => `/prod-api/openResource/rest/findView?id=${id}`,
    title: 'data.resourceName',
  },
  'jiangsu-huaian': {
    list: '/api/catalog?categoryId=3&pageNum=1&pageSize=20&orderBy=publishTime&dir=desc',
    headers: { ...XHR, referer: 'https://opendata.huaian.gov.cn:18443/' },
    total: ['data.total', COUNT],
    items: ['data.data', 20],
    id: 'id',
    detail: (id) => `/api/catalog/catalogDetail?catalogId=${id}`,
    title: 'data.catalogName',
  },
  'jiangsu-yancheng': {
    list: `/opendata/ump_gateway/open/data_service/listPageCatalogVo?pageNumber=1&pageSize=5&searchParam=${encodeURIComponent(CONDITION)}`,
    headers: { ...XHR, ...JSON_TYPE },
    total: ['resultData.pager.pageCount', 4],
    items: ['resultData.list', 5],
    id: 'catalogPk',
    detail: (id) => `/opendata/ump_gateway/open/open_portal/dataSetDetailById?catalogId=${id}`,
    title: 'resultData.catalogName',
  },
  'anhui-huainan': {
    list: '/odssite/govData/getGovDataList?dataType=&fuzzy=&page=1&size=10',
    headers: { ...XHR, referer: 'https://sjzyj.huainan.gov.cn/odssite/view/page/govData' },
    total: ['total', COUNT],
    items: ['rows', 10],
    id: 'dataId',
    detail: (id) => `/odssite/govData/getGovDataById?dataId=${id}`,
    title: 'data.dataName',
  },
  'anhui-chuzhou': {
    list: `/data/api/OpenDirectory/select?shareType=${encodeURIComponent('全部')}&resourceStatus=${encodeURIComponent('全部')}&page=2&size=10`,
    headers: { referer: 'https://www.chuzhou.gov.cn/data/' },
    total: ['totalElements', COUNT],
    items: ['content', 3],
    id: 'id',
    detail: (_id, title) => `/data/api/OpenDirectory/selectName?name=${encodeURIComponent(title)}`,
    title: '',
  },
  'sichuan-zigong': {
    list: '//catalog_schema/findRightSchema?offset=20&limit=10',
    headers: { ...XHR, ...JSON_TYPE },
    total: ['data.total', COUNT],
    items: ['data.rows', 3],
    id: 'id',
    detail: (id) => `//catalog_schema/findView?id=${id}`,
    title: 'data.0.catalogTitle',
  },
  'sichuan-mianyang': {
    list: '/dataDirectory/getShowMsg.jspx?startNum=16&queryNum=8&totalNum=23&type=2',
    headers: { ...XHR, referer: 'http://data.mianyang.cn/ly/index.jhtml' },
    total: ['elementthing.listPage.total', COUNT],
    items: ['elementthing.listPage.list', 7],
    id: 'id',
    detail: (id) => `/dataDirectory/showBasicMsg.jspx?id=${id}`,
    detailHeaders: { referer: 'https://data.mianyang.cn/zwztzlm/index.jhtml?caseid=2c928083889f7fb7' },
    title: 'elementthing.showBasicList.dir_name',
  },
  'sichuan-leshan': {
    list: '/data/kfmh/api/open/1/getDirectoryList?pageIndex=4&pageSize=6&sortOrder=desc&sortName=',
    headers: { referer: 'https://www.leshan.gov.cn/data/' },
    total: ['data.recordCount', COUNT],
    items: ['data.rows', 5],
    id: 'resourceId',
    detail: (id) => `/data/kfmh/api/open/1/getDirectoryDetails?resourceId=${id}`,
    title: 'data.resourceName',
  },
  'sichuan-nanchong': {
    list: '/data/resCatalog/find?page=5&rows=5&key=0.6046893437534702',
    headers: { ...XHR, referer: 'https://www.nanchong.gov.cn/data/catalog/index.html' },
    total: ['count', COUNT],
    items: ['data', 3],
    id: 'ID',
    detail: (id) => `/data/resCatalog/getdetailsbyid?id=${id}&key=0.7174001838879727`,
    title: 'data.0.NAME',
  },
  'sichuan-aba': {
    list: '/ABaPrefectureGateway/open/api/getTableList?page=3&count=10&dataNum=%20',
    headers: { authorization: '', 'x-access-token': '' },
    total: ['data.resultMap.total', COUNT],
    items: ['data.resultMap.abaTableList', 3],
    id: 'tableId',
    detail: (id) => `/ABaPrefectureGateway/open/api/getTableDetail?tableId=${id}`,
    title: 'data.resultMap.abaTableDetail.subjectBaseName',
  },
};

describe.each(Object.entries(SHEETS))('%s', (id, sheet) => {
  it('lists and details as the sheet says, and not for a stranger', async () => {
    const local = await start(id);
    const list = await ask(`${local}${sheet.list}`, sheet.headers);
    expect(at(list, sheet.total[0])).toBe(sheet.total[1]);
    const items = at(list, sheet.items[0]) as Record<string, unknown>[];
    expect(items.length).toBe(sheet.items[1]);
    const thing = server!.things.find((each) => each.id === String(items[0]![sheet.id]))!;
    const url = `${local}${sheet.detail(thing.id, thing.title)}`;
    const detail = await ask(url, sheet.detailHeaders ?? sheet.headers);
    if (sheet.title === '') expect(at(detail, 'data.id')).toBe(Number(thing.id));
    else expect(at(detail, sheet.title)).toBe(thing.title);
    expect([await ask(`${local}${sheet.list}`), await ask(url)]).toEqual([403, 403]);
    expect(await (await fetch(`${local}${sheet.list}`, { method: 'POST' })).status).toBe(405);
  });
});

describe('Fujian and Changde', () => {
  it('give their page a code, and lists to who sends it', async () => {
    const local = await start('fujian');
    const code = /access": "([0-9a-f-]{36})"/.exec(await (await fetch(`${local}/oportal/index`)).text())![1]!;
    const list = `${local}/datadevelop/prod-api/open-portal/catalog/list?pageNum=3&pageSize=10`;
    expect(at(await ask(list), 'code')).toBe(401);
    const headers = { 'x-open-portal-access': code, referer: 'https://data.fujian.gov.cn/' };
    expect(at(await ask(list, headers), 'data.rows.length')).toBe(3);
    await server!.close();
    const other = await start('hunan-changde');
    const csrf = load(await (await fetch(`${other}/cdwebsite/dataopen/list`)).text())('[name=csrf]').val();
    const asked = { ...XHR, referer: 'https://www.changde.gov.cn/cdwebsite/dataopen/list' };
    const page = `${other}/cdwebsite/dataopen/catalogs?size=15&page=2`;
    expect(at(await ask(page, asked), 'list')).toBeUndefined();
    const answer = await ask(`${page}&csrf=${String(csrf)}`, asked);
    expect([at(answer, 'pages'), at(answer, 'list.length')]).toEqual([2, 8]);
  });
});
