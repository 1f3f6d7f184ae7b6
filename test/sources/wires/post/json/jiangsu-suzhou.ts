/** Suzhou, Jiangsu (sheet 12): paging in query and body, of which the query counts; 19-digit identifiers. */
import type { SampledThing } from '../../../thing.ts';
import { codeOf, isJson, json, jsonBody, unsupported, type Wire, whole } from '../../../wire.ts';

const PATH = '/dii/catalog/cms/open/';
const FREQUENCY = {
  1: '实时',
  2: '每日',
  3: '每周',
  4: '每月',
  5: '每季度',
  6: '每半年',
  7: '每年',
  8: '不定时',
  9: '其它',
};

const kindOf = (thing: SampledThing): string => {
  if (thing.formats.includes('api')) return '接口';
  return thing.formats.includes('file') || thing.formats.length === 1 ? '文件' : '库表';
};

const detail = (thing: SampledThing) => ({
  id: thing.id,
  createTime: thing.issued,
  createrDeptName: thing.publisher,
  resourceName: thing.title,
  updateFrequency: thing.frequency === null ? null : (codeOf(FREQUENCY, thing.frequency) ?? '9'),
  resourceIntroduction: thing.description,
  resourceType: kindOf(thing),
  openAttributeName: thing.openness,
  catalogName: thing.themes[0] ?? null,
  contacts: thing.contact.name,
  contactTel: thing.contact.phone,
});

export const suzhou: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'getResourceInfo' ? 'detail' : 'list';
  if (asked.method !== 'POST') return json(kind, { status: 405, error: 'Method Not Allowed' }, 405);
  if (kind === 'detail') {
    const thing = listing.get(asked.query.get('id') ?? '');
    return json('detail', { code: 0, msg: null, data: thing ? detail(thing) : null });
  }
  if (call !== 'getResourcePage') return undefined;
  if (!isJson(asked)) return unsupported('list', asked.path);
  if (!jsonBody(asked.body)) return json('list', { status: 400, error: 'Bad Request' }, 400);
  const size = Math.min(100, Math.max(1, whole(asked.query.get('size'), 10)));
  const number = Math.max(1, whole(asked.query.get('current'), 1));
  const records = listing
    .slice((number - 1) * size, size)
    .map((thing) => ({ id: thing.id, resourceName: thing.title, createTime: thing.issued }));
  return json('list', {
    code: 0,
    data: { total: listing.total, pages: Math.ceil(listing.total / size), current: number, size, records },
  });
};
