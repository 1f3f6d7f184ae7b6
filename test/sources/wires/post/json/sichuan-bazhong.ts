/** Bazhong (sheet 12): paging in the query, filters in the body, every entry inside `catalogInfo`. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  forbidden,
  isJson,
  json,
  jsonBody,
  notAllowed,
  unsupported,
  type Wire,
  whole,
  XHR,
} from '../../../wire.ts';

const PATH = '/api/rcms/catalog/';

const detail = (thing: SampledThing) => ({
  id: thing.id,
  resourceName: thing.title,
  dataSource: thing.publisher,
  industryCategory: thing.themes[0] ?? null,
  publishTime: thing.issued,
  updateTime: thing.modified,
  openType: thing.openness,
  dataVolume: thing.volume?.text ?? null,
  industryField: thing.industry,
  dataUpdatePeriod: thing.frequency,
  departmentContactTel: thing.contact.phone,
  email: thing.contact.email,
  remark: thing.description,
  resourceType: thing.formats.join(','),
});

export const bazhong: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'listCatalog' ? 'list' : 'detail';
  if (asked.method !== (kind === 'list' ? 'POST' : 'GET')) return notAllowed(kind);
  if (!carries(asked, { ...XHR, referer: /./ })) return forbidden(kind);
  if (kind === 'list') {
    if (!isJson(asked)) return unsupported('list', asked.path);
    if (jsonBody(asked.body)?.searchContent === undefined)
      return json('list', { code: 500, message: '参数错误', data: null });
    const ordered = asked.query.get('field') === 'publishTime' && asked.query.get('dir') === 'desc';
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 5)));
    const number = Math.max(1, whole(asked.query.get('page'), 1));
    const data = (ordered ? listing.slice((number - 1) * size, size) : []).map((thing) => ({
      catalogInfo: { id: thing.id, resourceName: thing.title, updateTime: thing.modified },
    }));
    return json('list', { code: 200, data: { total: ordered ? listing.total : 0, data } });
  }
  if (call !== 'queryDataCatalogDetail') return undefined;
  const thing = listing.get(asked.query.get('dataCatalogId') ?? '');
  return json('detail', { code: 200, data: thing ? { catalogInfo: detail(thing) } : null });
};
