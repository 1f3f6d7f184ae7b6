/** Wuhan (sheet 12): six rows a page; the frequency stands one level deeper. */
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
  XHR,
} from '../../../wire.ts';

const PATH = '/api/portal/data/catalog/';

const detail = (thing: SampledThing) => ({
  cataId: thing.id,
  cataTitle: thing.title,
  summary: thing.description,
  resLabel: thing.keywords.join(','),
  registerOrgName: thing.publisher,
  dataTopicDetail: thing.themes[0] ?? null,
  industryTypeDetail: thing.industry,
  createTime: thing.issued,
  updateTime: thing.modified,
  cataFileDTO: { updateCycle: thing.frequency },
  openLevelDetail: thing.openness,
  providerPhon: thing.contact.phone,
  fileFormatDetail: thing.formats.join(','),
});

export const wuhan: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'page' ? 'list' : 'detail';
  if (asked.method !== (kind === 'list' ? 'POST' : 'GET')) return notAllowed(kind);
  if (!carries(asked, { ...XHR, referer: /./ })) return forbidden(kind);
  if (kind === 'list') {
    if (!isJson(asked)) return unsupported('list', asked.path);
    const body = jsonBody(asked.body) ?? {};
    const size = Math.min(50, Math.max(1, whole(body.size, 6)));
    const number = Math.max(1, whole(body.current, 1));
    const records = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ cataId: thing.id, cataTitle: thing.title, updateTime: thing.modified }));
    return json('list', { code: 200, data: { pages: Math.ceil(listing.total / size), records } });
  }
  if (call !== 'detail') return undefined;
  const thing = listing.get(asked.query.get('cataId') ?? '');
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
