/** Zigong (sheet 13): row offsets, two slashes in the path, epoch milliseconds, files under their names. */
import type { SampledThing } from '../../thing.ts';
import { carries, epoch, forbidden, isJson, json, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const PATH = '//catalog_schema/';

const detail = (thing: SampledThing) => ({
  id: thing.id,
  catalogTitle: thing.title,
  catalogDesc: thing.description,
  supplyOrg: thing.publisher,
  domainName: thing.themes.join(','),
  createdTime: epoch(thing.issued),
  modifiedTime: epoch(thing.modified),
  isOpen: thing.openness === null ? null : thing.openness === '有条件开放' ? '0' : '1',
  industryName: thing.industry,
  updateCycle: thing.frequency,
  tel: thing.contact.phone,
});

export const zigong: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  if (!isJson(asked) || !carries(asked, XHR))
    return forbidden(call === 'findRightSchema' ? 'list' : 'detail');
  const thing = listing.get(asked.query.get('id') ?? '');
  switch (call) {
    case 'findRightSchema': {
      const limit = Math.min(50, Math.max(1, whole(asked.query.get('limit'), 10)));
      const rows = listing
        .slice(whole(asked.query.get('offset'), 0), limit)
        .map(({ id, title, modified }) => ({ id, catalogTitle: title, modifiedTime: epoch(modified) }));
      return json('list', { code: 200, data: { total: listing.total, rows } });
    }
    case 'findView':
      return json('detail', { code: 200, data: thing ? [detail(thing)] : [] });
    case 'downloadFiles': {
      const files = (thing?.formats ?? []).filter((format) => format !== 'file' && format !== 'api');
      const data = Object.fromEntries(files.map((type) => [`${thing?.title}.${type}`, { type }]));
      return json('detail', { code: 200, data });
    }
    default:
      return undefined;
  }
};
