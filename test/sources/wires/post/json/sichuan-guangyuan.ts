/** Guangyuan (sheet 12): five rows a page, the detail in a list of one, codes, no theme at all. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  codeOf,
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

const CYCLES = { 8: '实时', 1: '其他', 2: '每日', 3: '每周', 4: '每月', 5: '每季度', 6: '每半年', 7: '每年' };

const detail = (thing: SampledThing) => ({
  ID: Number(thing.id),
  name: thing.title,
  department: thing.publisher,
  add_time: thing.issued,
  release_time: thing.modified,
  SharedStructuredRecords: thing.openness === null ? null : thing.openness === '有条件开放' ? '1' : '2',
  cycle: thing.frequency === null ? null : (codeOf(CYCLES, thing.frequency) ?? '1'),
  PHONE: thing.contact.phone,
  remarks: thing.description,
  resourcrtype: thing.formats.includes('api') ? '数据库' : '文件',
});

export const guangyuan: Wire = (asked, listing) => {
  const kind = asked.path === '/open/dataPool/dataPoolPager' ? 'list' : 'detail';
  if (kind === 'detail' && asked.path !== '/open/details/queryDetails') return undefined;
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!isJson(asked)) return unsupported(kind, asked.path);
  if (!carries(asked, { ...XHR, referer: /\/open\// })) return forbidden(kind);
  const body = jsonBody(asked.body) ?? {};
  if (kind === 'detail') {
    const thing = listing.get(String(body.id ?? ''));
    return json('detail', { code: 200, data: { details: thing ? [detail(thing)] : [] } });
  }
  const size = Math.min(20, Math.max(1, whole(body.pageSize, 5)));
  const number = Math.max(1, whole(body.currentPage, 1));
  const rows = listing
    .slice((number - 1) * size, size)
    .map(({ id, title }) => ({ ID: id === '' ? null : Number(id), name: title }));
  return json('list', { code: 200, data: { totalPage: Math.ceil(listing.total / size), rows } });
};
