/** Huainan (sheet 13): rows and total at the top, numbers of thirteen digits as ids, one kind of form a thing. */
import type { SampledThing } from '../../thing.ts';
import { carries, day, forbidden, json, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const PATH = '/odssite/govData/';

const formOf = ({ formats }: SampledThing): string | null => {
  if (formats.length === 0) return null;
  if (formats.includes('api')) return '接口';
  return formats.includes('file') ? '文件' : '数据';
};

const detail = (thing: SampledThing) => ({
  dataId: Number(thing.id),
  dataName: thing.title,
  dataDomainName: thing.themes[1] ?? null,
  dataTypeName: formOf(thing),
  // When it was drafted says nothing of its publication.
  createTime: '2017-01-02',
  pubTime: day(thing.issued),
  modifyTime: day(thing.modified),
  themeName: thing.themes[0] ?? null,
  openAttrName: thing.openness === null ? null : /^无条件/.test(thing.openness) ? '无条件' : '有条件',
  pubDeptName: thing.publisher,
});

export const huainan: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  if (!carries(asked, { ...XHR, referer: /\/odssite\/view\// }))
    return forbidden(call === 'getGovDataList' ? 'list' : 'detail');
  if (call === 'getGovDataList') {
    const size = Math.min(50, Math.max(1, whole(asked.query.get('size'), 10)));
    const number = Math.max(1, whole(asked.query.get('page'), 1));
    const rows = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ dataId: thing.id === '' ? null : Number(thing.id), dataName: thing.title }));
    return json('list', { total: listing.total, rows });
  }
  if (call !== 'getGovDataById') return undefined;
  const thing = listing.get(asked.query.get('dataId') ?? '');
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
