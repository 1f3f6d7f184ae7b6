/** Nantong (sheet 13): Spring pages from 0, a detail and a list of files as JSON. */
import type { SampledThing } from '../../thing.ts';
import { json, type Wire, whole } from '../../wire.ts';

const PATH = '/api/anony/portalResource/';

const detail = (thing: SampledThing) => ({
  id: thing.id,
  resName: thing.title,
  createTime: thing.issued,
  updateTime: thing.modified,
  updateCycle: thing.frequency,
  abstracts: thing.description,
  industryTypeName: thing.industry,
  companyName: thing.publisher,
  themeTypeName: thing.themes[0] ?? null,
  linkman: thing.contact.name,
  phone: thing.contact.phone,
  isOpenToSociety: thing.openness === null ? null : /^无条件|完全/.test(thing.openness) ? '1' : '2',
});

export const nantong: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return json('other', { status: 405, error: 'Method Not Allowed' }, 405);
  switch (asked.path.slice(PATH.length)) {
    case 'findResourceByPage': {
      const size = Math.min(100, Math.max(1, whole(asked.query.get('size'), 10)));
      const number = whole(asked.query.get('page'), 0);
      const totalPages = Math.ceil(listing.total / size);
      const content = listing
        .slice(number * size, size)
        .map((thing) => ({ id: thing.id, resName: thing.title, updateTime: thing.modified }));
      const last = number + 1 >= totalPages;
      return json('list', {
        code: 200,
        data: { content, totalPages, totalElements: listing.total, number, size, first: number === 0, last },
      });
    }
    case 'getResourceById': {
      const thing = listing.get(asked.query.get('id') ?? '');
      return json('detail', { code: 200, data: thing ? detail(thing) : null });
    }
    case 'listFiles': {
      const formats = listing.get(asked.query.get('resId') ?? '')?.formats ?? [];
      const childFiles = formats
        .filter((format) => format !== 'file')
        .map((format) => ({ fileType: format.toUpperCase() }));
      return json('detail', { code: 200, data: { childFiles } });
    }
    default:
      return undefined;
  }
};
