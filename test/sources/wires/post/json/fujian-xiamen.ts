/** Xiamen (sheet 12): paging as an object of the body, formats in brackets, an e-mail where a telephone is named. */
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
} from '../../../wire.ts';

const PATH = '/opendata-server/catalog/';

const iso = (date: string | null): string | null => (date === null ? null : `${date.replace(' ', 'T')}`);

const detail = (thing: SampledThing) => ({
  catalogId: thing.id,
  catalogName: thing.title,
  openTypeName: thing.openness,
  openDataFormat: thing.formats
    .filter((format) => format !== 'file')
    .map((format) => format.toUpperCase())
    .join(','),
  provideDept: thing.publisher,
  contactMethod: thing.contact.email ?? thing.contact.phone,
  theme: thing.themes[0] ?? null,
  industry: thing.industry,
  tag: thing.keywords.join(','),
  summary: thing.description,
  dataUpdateRate: thing.frequency,
  publishTime: iso(thing.issued),
  updatedTime: iso(thing.modified),
});

export const xiamen: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'list' ? 'list' : 'detail';
  if (asked.method !== (kind === 'list' ? 'POST' : 'GET')) return notAllowed(kind);
  if (!carries(asked, { referer: /\/opendata\// })) return forbidden(kind);
  if (kind === 'list') {
    if (!isJson(asked)) return unsupported('list', asked.path);
    const body = jsonBody(asked.body);
    const given = body?.page as Record<string, unknown> | undefined;
    if (typeof body?.data !== 'object' || !Array.isArray(given?.orderBys))
      return json('list', { code: 500, msg: '请求参数不完整', data: null });
    const size = Math.min(50, Math.max(1, whole(given.linesPerPage, 10)));
    const number = Math.max(1, whole(given.currentPage, 1));
    const list = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ catalogId: thing.id, catalogName: thing.title, updatedTime: iso(thing.modified) }));
    const page = { currentPage: number, linesPerPage: size, totalPage: Math.ceil(listing.total / size) };
    return json('list', { code: 200, data: { page, list } });
  }
  if (call !== 'detail') return undefined;
  const thing = asked.query.has('random') ? listing.get(asked.query.get('catalogId') ?? '') : undefined;
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
