/** Jiangxi (sheet 12): an empty bearer, formats in the list row only, openness as a GUID, failures inside a 200. */
import type { SampledThing } from '../../../thing.ts';
import { carries, isJson, json, jsonBody, notAllowed, unsupported, type Wire, whole } from '../../../wire.ts';

const PATH = '/opendata-portal/prod-api/openData/';
/** Of the two only the first is in the material; the second is ours. */
const CONDITIONAL = '402882a75885fd150158860e3d170006';
const UNCONDITIONAL = '402882a75885fd150158860e3d170099';

const detail = (thing: SampledThing) => ({
  dataId: thing.id,
  dataName: thing.title,
  resOrgName: thing.publisher,
  dataFieldName: thing.themes[0] ?? null,
  createTime: thing.issued,
  updateTime: thing.modified,
  resShareType:
    thing.openness === null ? null : thing.openness === '有条件开放' ? CONDITIONAL : UNCONDITIONAL,
});

export const jiangxi: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'page' ? 'list' : 'detail';
  if (asked.method !== (kind === 'list' ? 'POST' : 'GET')) return notAllowed(kind);
  if (!carries(asked, { authorization: 'Bearer', referer: /jiangxi/ }))
    return json(kind, { code: 401, msg: '请求访问：认证失败，无法访问系统资源', data: null });
  if (kind === 'detail') {
    if (call !== 'infoById') return undefined;
    const thing = listing.get(asked.query.get('dataId') ?? '');
    return json(
      'detail',
      thing ? { code: 200, data: detail(thing) } : { code: 500, msg: '数据不存在', data: null },
    );
  }
  if (!isJson(asked)) return unsupported('list', asked.path);
  const body = jsonBody(asked.body);
  if (!Array.isArray(body?.resOrgCode)) return json('list', { code: 500, msg: '参数错误', data: null });
  const size = Math.min(50, Math.max(1, whole(body.pageSize, 10)));
  const number = Math.max(1, whole(body.current, 1));
  const data = listing.slice((number - 1) * size, size).map((thing) => ({
    dataId: thing.id,
    dataName: thing.title,
    filesType: thing.formats.filter((format) => format !== 'file').join(','),
  }));
  return json('list', { code: 200, page: { pages: Math.ceil(listing.total / size), current: number }, data });
};
