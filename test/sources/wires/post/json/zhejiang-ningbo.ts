/** Ningbo (sheet 12): at a bare address; details without any office. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  day,
  forbidden,
  isJson,
  json,
  jsonBody,
  notAllowed,
  unsupported,
  type Wire,
  whole,
} from '../../../wire.ts';

const PATH = '/api/dataset/';

const detail = (thing: SampledThing) => ({
  uuid: thing.id,
  corresFormat: thing.formats.join(','),
  createTime: day(thing.issued),
  dataUnitTel: thing.contact.phone ?? '暂无',
  domainName: thing.themes[0] ?? null,
  dataNumber: thing.volume?.text ?? null,
  label: thing.keywords.join(','),
  openConditions: thing.openness,
  resourceName: thing.title,
  updateFrequency: thing.frequency,
  updateTime: day(thing.modified),
});

export const ningbo: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'dataSetList' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!isJson(asked)) return unsupported(kind, asked.path);
  if (!carries(asked, { referer: /ningbo/ })) return forbidden(kind);
  const body = jsonBody(asked.body) ?? {};
  if (kind === 'list') {
    const size = Math.min(50, Math.max(1, whole(body.pageSize, 10)));
    const number = Math.max(1, whole(body.pageNo, 1));
    const rows = listing
      .slice((number - 1) * size, size)
      .map(({ id, title }) => ({ uuid: id, resourceName: title }));
    return json('list', { code: 200, list: { pages: Math.ceil(listing.total / size), rows } });
  }
  if (call !== 'dataSetInfo') return undefined;
  const thing = listing.get(String(body.uuid ?? ''));
  return json('detail', { code: 200, bTCataResources: thing ? detail(thing) : null });
};
