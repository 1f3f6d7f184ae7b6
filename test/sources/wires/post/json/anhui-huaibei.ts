/** Huaibei (sheet 12): POST with all in the address and no body; formats as five booleans; a firewall's cookie. */
import type { SampledThing } from '../../../thing.ts';
import { carries, day, forbidden, html, json, notAllowed, page, type Wire, whole } from '../../../wire.ts';

const PATH = '/opendata/oapi/dataset/';
const COOKIE = 'wzws_sessionid=gjUxOWUy';
/** What the firewall shows to who has no cookie of its own. */
const WALL = `<html><body><noscript><h1><strong>请开启JavaScript并刷新该页.</strong></h1></noscript>
<script>var WZWSREL="L29wZW5kYXRh";document.cookie="wzws_sessionid=";</script></body></html>`;

const detail = (thing: SampledThing) => ({
  id: thing.id,
  name: thing.title,
  companyName: thing.publisher,
  appTypeName: thing.themes[0] ?? null,
  createTime: day(thing.issued),
  lastUpdateTime: day(thing.modified),
  openConditions: thing.openness === '无条件开放' ? '无条件共享' : thing.openness,
  dataCount: thing.volume?.text ?? null,
  industryType: thing.industry,
  updateCycle: thing.frequency,
  phone: thing.contact.phone,
  label: thing.keywords.join(','),
  summary: thing.description,
  ...Object.fromEntries(
    ['csv', 'json', 'rdf', 'xls', 'xml'].map((format) => [
      `has${format}`,
      thing.formats.some((each) => each.startsWith(format)),
    ]),
  ),
});

export const huaibei: Wire = (asked, listing) => {
  if (asked.path === '/')
    return {
      ...html('other', page('淮北市公共数据开放平台', '<div id="app"></div>')),
      headers: { 'set-cookie': `${COOKIE}; Path=/` },
    };
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'pagelist' ? 'list' : 'detail';
  if (!carries(asked, { cookie: new RegExp(COOKIE) })) return html(kind, WALL);
  if (asked.method !== 'POST') return notAllowed(kind);
  if (asked.body !== '' || !carries(asked, { referer: /./ })) return forbidden(kind);
  if (kind === 'list') {
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 10)));
    const number = Math.max(1, whole(asked.query.get('curPageNumber'), 1));
    const data = listing.slice((number - 1) * size, size).map(({ id, title }) => ({ id, name: title }));
    return json('list', { code: 200, result: { count: listing.total, data } });
  }
  if (call !== 'detail') return undefined;
  const thing = listing.get(asked.query.get('id') ?? '');
  return json('detail', { code: 200, result: thing ? detail(thing) : null });
};
