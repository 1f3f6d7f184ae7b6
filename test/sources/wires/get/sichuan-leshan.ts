/** Leshan (sheet 13): six rows a page, an update that may be empty. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, json, notAllowed, type Wire, whole } from '../../wire.ts';

const PATH = '/data/kfmh/api/open/1/';

const detail = (thing: SampledThing) => ({
  resourceId: thing.id,
  resourceName: thing.title,
  resourceProvider: thing.publisher,
  associativeClassification: thing.themes.join(','),
  publishTime: thing.issued,
  updateTime: thing.modified,
  sharedType: thing.openness,
  industryClassification: thing.industry,
  updateCycle: thing.frequency,
  resourceFormat: thing.formats.filter((format) => format !== 'file').join(','),
  remark: thing.description,
});

export const leshan: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  if (!carries(asked, { referer: /leshan.*\/data\// }))
    return forbidden(call === 'getDirectoryList' ? 'list' : 'detail');
  if (call === 'getDirectoryList') {
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 6)));
    const number = Math.max(1, whole(asked.query.get('pageIndex'), 1));
    const rows = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ resourceId: thing.id, resourceName: thing.title, publishTime: thing.issued }));
    return json('list', { code: 200, data: { recordCount: listing.total, rows } });
  }
  if (call !== 'getDirectoryDetails') return undefined;
  const thing = listing.get(asked.query.get('resourceId') ?? '');
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
