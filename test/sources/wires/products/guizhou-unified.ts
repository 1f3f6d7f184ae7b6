/** Guizhou's unified service (sheet 02): one host, a partition a division, JSON over POST, epoch milliseconds. */
import type { SampledThing } from '../../thing.ts';
import { epoch, isJson, json, jsonBody, unsupported, type Wire, whole } from '../../wire.ts';

const API = '/api/search/data/';
/** 0 and 7 both stand for 每年. */
const FREQUENCY: Record<string, number> = {
  每年: 0,
  每季度: 1,
  每月: 2,
  每周: 3,
  每天: 4,
  实时: 5,
  每半年: 6,
};

const row = (thing: SampledThing) => ({
  id: thing.id,
  name: thing.title,
  orgName: thing.publisher,
  resourceFormats: thing.formats.filter((format) => format !== 'file'),
  updateTime: epoch(thing.modified),
  createTime: epoch(thing.issued),
});

const detail = (thing: SampledThing) => ({
  id: thing.id,
  name: thing.title,
  description: thing.description === null ? null : `<p>${thing.description}&nbsp;</p>`,
  topicName: thing.themes.join(',') || '默认主题',
  orgName: thing.publisher,
  industryName: thing.industry || '默认行业',
  updateTime: epoch(thing.modified),
  createTime: epoch(thing.issued),
  openAttribute: thing.openness === '有条件开放' ? 1 : 0,
  frequency: FREQUENCY[thing.frequency ?? ''] ?? null,
});

/** The partition of a division; the province's, which sends no division, with an empty one. */
export function guizhouUnified(division: string): Wire {
  return (asked, listing) => {
    if (!asked.path.startsWith(API)) return undefined;
    const call = asked.path.slice(API.length);
    const kind = call === 'getDataDetailByDataId' ? 'detail' : 'list';
    if (asked.method !== 'POST') return json(kind, { status: 405, error: 'Method Not Allowed' }, 405);
    if (!isJson(asked)) return unsupported(kind, asked.path);
    if (asked.headers.role !== '0') return json(kind, { code: 401, message: '未登录', data: null }, 401);
    const body = jsonBody(asked.body);
    if (!body) return json(kind, { status: 400, error: 'Bad Request' }, 400);
    if (kind === 'detail') {
      const thing = listing.get(String(body.id ?? ''));
      // The identifier does not tell its partition: another one of the host may hold it.
      return { ...json('detail', { code: 200, data: thing ? detail(thing) : null }), elsewhere: !thing };
    }
    if (call !== 'getDataDirectoryListByParams' || String(body.divisionId ?? '') !== division)
      return undefined;
    const size = Math.min(100, Math.max(1, whole(body.pageSize, 12)));
    const index = Math.max(1, whole(body.pageIndex, 1));
    return json('list', {
      code: 200,
      total: listing.total,
      data: listing.slice((index - 1) * size, size).map(row),
    });
  };
}
