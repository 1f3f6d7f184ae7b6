/** Mianyang (sheet 13): the client sends the total, offsets in rows; the list over http, details over https. */
import type { SampledThing } from '../../thing.ts';
import { carries, codeOf, forbidden, json, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const PATH = '/dataDirectory/';
const FREQUENCY = { 0: '实时', 1: '每日', 2: '每周', 3: '每月', 4: '每季度', 5: '每半年', 6: '每年' };
const SHARELEVEL: Record<string, string> = { 无条件开放: '0', 有条件开放: '1' };

const detail = (thing: SampledThing) => ({
  id: thing.id,
  dir_name: thing.title,
  dir_office: thing.publisher,
  sszt: thing.themes.join(','),
  gmt_modified: thing.modified,
  sshy: thing.industry,
  // The legend ends at 6; what it lacks has codes beyond it.
  dir_updatetime: thing.frequency === null ? null : (codeOf(FREQUENCY, thing.frequency) ?? '8'),
  dir_phone: thing.contact.phone,
  ssbq: thing.keywords.join(','),
  dir_statistics_data: [{ sharelevel: SHARELEVEL[thing.openness ?? ''] ?? '2' }],
});

export const mianyang: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  switch (asked.path.slice(PATH.length)) {
    case 'getShowMsg.jspx': {
      if (!carries(asked, { ...XHR, referer: /\/ly\/index\.jhtml$/ })) return forbidden('list');
      const total = whole(asked.query.get('totalNum'), 0);
      const from = whole(asked.query.get('startNum'), 0);
      const size = Math.min(50, Math.max(1, whole(asked.query.get('queryNum'), 8)));
      // It cuts the last page by the total that the client sent.
      const list = listing
        .slice(from, Math.max(0, Math.min(size, total - from)))
        .map(({ id, title }) => ({ id, dir_name: title }));
      return json('list', { elementthing: { listPage: { total: listing.total, list } }, success: true });
    }
    case 'showBasicMsg.jspx': {
      if (!carries(asked, { referer: /caseid=/ })) return forbidden('detail');
      const thing = listing.get(asked.query.get('id') ?? '');
      return json('detail', { elementthing: { showBasicList: thing ? detail(thing) : null } });
    }
    default:
      return undefined;
  }
};
