/** Fujian (sheet 13): an access code in the page, other codes fail inside a 200; it runs out with the visit. */
import { identifier, type SampledThing } from '../../thing.ts';
import { carries, html, json, notAllowed, page, type Wire, whole } from '../../wire.ts';

const PATH = '/datadevelop/prod-api/open-portal/catalog/';
/** List requests that a code is good for. */
const LASTS = 25;
const codeOf = (views: number): string => identifier('uuid', `access ${Math.floor(views / LASTS)}`);

const detail = (thing: SampledThing) => ({
  catalogID: thing.id,
  catalogName: thing.title,
  catalogDes: thing.description,
  orgName: thing.publisher,
  themeName: thing.themes.join(','),
  industryName: thing.industry,
  dataVol: thing.volume?.text ?? null,
  updateTime: thing.modified,
  openType: thing.openness === null ? null : thing.openness === '无条件开放' ? '1' : '0',
  organPhone: thing.contact.phone,
  organEmail: thing.contact.email,
  tags: thing.keywords.join(','),
  releasedTime: thing.issued,
  updateCycle: thing.frequency,
});

export const fujian: Wire = (asked, listing) => {
  if (asked.path === '/oportal/index') {
    const code = codeOf(listing.views);
    const script = `<script>window.PORTAL = { "x-open-portal-access": "${code}", theme: "blue" }</script>`;
    return {
      ...html('other', page('福建省公共数据资源统一开放平台', script)),
      headers: { 'set-cookie': `oportal-x-access=${code}; Path=/` },
    };
  }
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  const known = carries(asked, { 'x-open-portal-access': codeOf(listing.views), referer: /fujian/ });
  if (!known)
    return json(call === 'list' ? 'list' : 'detail', { code: 401, msg: '访问凭证无效', data: null });
  if (call === 'list') {
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 10)));
    // `page`, which one crawler sends, is not read: it would get page 1 for ever.
    const number = Math.max(1, whole(asked.query.get('pageNum'), 1));
    const rows = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ catalogID: thing.id, catalogName: thing.title, updateTime: thing.modified }));
    return json('list', { code: 200, msg: '操作成功', data: { total: listing.total, rows } });
  }
  if (call !== 'getCataInfo') return undefined;
  const thing = listing.get(asked.query.get('cataId') ?? '');
  return thing
    ? json('detail', { code: 200, msg: '操作成功', data: detail(thing) })
    : json('detail', { code: 500, msg: '目录不存在', data: null });
};
