/** Guangzhou (sheet 12): numbers as strings, 19-digit identifiers, contacts only on the page for people. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  codeOf,
  escaped,
  forbidden,
  html,
  isJson,
  json,
  jsonBody,
  notAllowed,
  page,
  unsupported,
  type Wire,
  whole,
  XHR,
} from '../../../wire.ts';

const PATH = '/data-source/dsDataCatalog/';
const CYCLES = {
  1: '不定期',
  2: '每天',
  3: '每周',
  4: '每月',
  5: '每季度',
  6: '每半年',
  7: '每年',
  8: '实时',
};

const statusOf = (thing: SampledThing): number | null =>
  thing.openness === null ? null : thing.openness === '有条件开放' ? 3 : 1;

const detail = (thing: SampledThing) => ({
  sid: thing.id,
  name: thing.title,
  description: thing.description,
  tags: thing.keywords.join(','),
  orgName: thing.publisher,
  subjectName: thing.themes[0] ?? null,
  industryName: thing.industry,
  created: thing.issued,
  lastUpdated: thing.modified,
  updateCycle: thing.frequency === null ? null : Number(codeOf(CYCLES, thing.frequency) ?? 9),
  openStatus: statusOf(thing),
  dataFileList: thing.formats.map((format) => ({ fileFormat: format.toUpperCase() })),
});

const peoplesPage = (thing: SampledThing): string =>
  page(
    '数据详情',
    `<div class="box"><div class="p-tit">数据集基本信息</div>
<ul><li><span>来源部门：</span><span>${escaped(thing.publisher ?? '')}</span></li></ul>
<div class="p-tit">数据集发布者联系方式</div>
<ul><li><span>联系电话：</span><span>${escaped(thing.contact.phone ?? '')}</span></li>
<li><span>联系邮箱：</span><span>${escaped(thing.contact.email ?? '')}</span></li></ul></div>`,
  );

export const guangzhou: Wire = (asked, listing) => {
  if (asked.path === '/dataDetail.html') {
    const thing = listing.get(asked.query.get('sid') ?? '');
    return html('detail', thing ? peoplesPage(thing) : page('数据详情', ''));
  }
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'findDsDataTableExts' ? 'list' : 'detail';
  if (asked.method !== (kind === 'list' ? 'POST' : 'GET')) return notAllowed(kind);
  if (!carries(asked, { ...XHR, token: '', referer: /\.html/ }) || asked.headers.token === undefined)
    return forbidden(kind);
  if (kind === 'list') {
    if (!isJson(asked)) return unsupported('list', asked.path);
    const body = jsonBody(asked.body) ?? {};
    const shown = (body.body as Record<string, unknown> | undefined)?.display === '1';
    const size = Math.min(50, Math.max(1, whole(body.pageSize, 10)));
    const number = Math.max(1, whole(body.page, 1));
    const rows = (shown ? listing.slice((number - 1) * size, size) : []).map((thing) => ({
      sid: thing.id,
      name: thing.title,
      openStatus: statusOf(thing),
    }));
    return json('list', { total: String(shown ? listing.total : 0), pageSize: String(size), body: rows });
  }
  const id = /^findDsDataTableExtDetail\/(\d+)$/.exec(call)?.[1];
  const thing = id === undefined ? undefined : listing.get(id);
  return json('detail', { status: thing ? 1 : 0, body: thing ? detail(thing) : null });
};
