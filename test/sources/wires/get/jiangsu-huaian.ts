/** Huai'an (sheet 13): a port of its own, ids of nineteen digits as text, dates that may be null. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, json, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const detail = (thing: SampledThing) => ({
  id: thing.id,
  catalogName: thing.title,
  openCondition: thing.openness ?? '请补充开放条件',
  dataUpdateTime: thing.modified,
  dataUpdatePeriod: thing.frequency,
  publishTime: thing.issued,
  orgName: thing.publisher,
});

export const huaian: Wire = (asked, listing) => {
  if (!/^\/api\/catalog(\/|$)/.test(asked.path)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const kind = asked.path === '/api/catalog' ? 'list' : 'detail';
  if (!carries(asked, { ...XHR, referer: /:18443\// })) return forbidden(kind);
  if (kind === 'list') {
    // The catalogue of opening is category 3 of the platform.
    const found = asked.query.get('categoryId') === '3';
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 20)));
    const number = Math.max(1, whole(asked.query.get('pageNum'), 1));
    const data = (found ? listing.slice((number - 1) * size, size) : []).map((thing) => ({
      id: thing.id,
      catalogName: thing.title,
      publishTime: thing.issued,
    }));
    return json('list', { code: 200, data: { total: found ? listing.total : 0, data } });
  }
  if (asked.path !== '/api/catalog/catalogDetail') return undefined;
  const thing = listing.get(asked.query.get('catalogId') ?? '');
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
