/** Yancheng (sheet 13): conditions as URL-encoded JSON, pages that do not agree with the rows, flags for formats. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, isJson, json, jsonBody, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const PATH = '/opendata/ump_gateway/open/';

/** When an entry was drafted says nothing of its publication. */
const DRAFTED = '2017-01-02 03:04:05';

const flag = (thing: SampledThing, ...formats: string[]): number =>
  formats.some((format) => thing.formats.includes(format)) ? 1 : 0;

const detail = (thing: SampledThing) => ({
  catalogPk: thing.id,
  catalogName: thing.title,
  updateCycle: thing.frequency,
  catalogAbstract: thing.description,
  catalogKeywords: thing.keywords.join(','),
  createTime: DRAFTED,
  publishTime: thing.issued,
  deptName: thing.publisher,
  openType: '1',
  openCondition: thing.openness === '有条件开放' ? '需实名登录后申请' : null,
  subjectName: thing.themes[0] ?? null,
  industryName: thing.industry,
  sceneName: thing.scenario,
  isJson: flag(thing, 'json', 'api'),
  isExcel: flag(thing, 'xls', 'xlsx'),
  isCsv: flag(thing, 'csv'),
});

/** Whether the search asks for published catalogues, as the site's own page does. */
function asksPublished(searchParam: string | null): boolean {
  try {
    const conditions = jsonBody(decodeURIComponent(searchParam ?? ''))?.COND;
    return Array.isArray(conditions) && conditions.some((each) => each?.columnName === 'catalogState');
  } catch {
    return false;
  }
}

export const yancheng: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  const kind = call === 'data_service/listPageCatalogVo' ? 'list' : 'detail';
  if (!isJson(asked) || !carries(asked, XHR)) return forbidden(kind);
  if (kind === 'list') {
    if (!asksPublished(asked.query.get('searchParam')))
      return json('list', { state: 500, msg: '查询条件错误' });
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 25)));
    const number = Math.max(1, whole(asked.query.get('pageNumber'), 1));
    const list = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ catalogPk: thing.id, catalogName: thing.title, publishTime: thing.issued }));
    // The last page is not counted.
    const pageCount = Math.max(0, Math.ceil(listing.total / size) - 1);
    return json('list', { state: 200, resultData: { pager: { pageCount, pageNumber: number }, list } });
  }
  if (call !== 'open_portal/dataSetDetailById') return undefined;
  const thing = listing.get(asked.query.get('catalogId') ?? '');
  return json('detail', { state: 200, resultData: thing ? detail(thing) : null });
};
