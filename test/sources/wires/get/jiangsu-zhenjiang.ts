/** Zhenjiang (sheet 13): pages from 0, told as pages in all; formats under resMountType, 其他 for a file. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, json, notAllowed, type Wire, whole } from '../../wire.ts';

const PATH = '/prod-api/openResource/rest/';

const detail = (thing: SampledThing) => ({
  id: thing.id,
  resourceName: thing.title,
  publishTime: thing.issued,
  updateTime: thing.modified,
  organName: thing.publisher,
  topicClassify: thing.themes[0] ?? null,
  dataRelam: thing.themes[1] ?? null,
  industryType: thing.industry,
  isOpen: thing.openness === null ? null : thing.openness === '无条件开放' ? '0' : '1',
  resourceRes: thing.description,
  updateCycle: thing.frequency,
  keyWords: thing.keywords.join(','),
  resMountType: thing.formats.map((format) => (format === 'file' ? '其他' : format)).join(','),
});

export const zhenjiang: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  const kind = call === 'page' ? 'list' : 'detail';
  if (!carries(asked, { referer: /\/portal\/index/ })) return forbidden(kind);
  if (call === 'page') {
    const size = Math.min(100, Math.max(1, whole(asked.query.get('size'), 10)));
    const content = listing
      .slice(whole(asked.query.get('page'), 0) * size, size)
      .map((thing) => ({ id: thing.id, resourceName: thing.title, updateTime: thing.modified }));
    return json('list', { code: 200, data: { totalPages: Math.ceil(listing.total / size), content } });
  }
  if (call !== 'findView') return undefined;
  const thing = listing.get(asked.query.get('id') ?? '');
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
