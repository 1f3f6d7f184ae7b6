/** Changde (sheet 13): a code against forged requests in the page and in every list address; HTML details. */
import { identifier, type SampledThing } from '../../thing.ts';
import {
  carries,
  day,
  escaped,
  forbidden,
  html,
  json,
  notAllowed,
  page,
  type Wire,
  whole,
  XHR,
} from '../../wire.ts';

const PATH = '/cdwebsite/dataopen/';
/** List requests that a code is good for. */
const LASTS = 25;
const codeOf = (views: number): string => identifier('uuid', `csrf ${Math.floor(views / LASTS)}`);

function detail(thing: SampledThing): string {
  const facts: [string, string | null][] = [
    ['提供单位', thing.publisher],
    ['所属主题', thing.themes.join(',')],
    ['更新频率', thing.frequency],
    ['更新时间', day(thing.modified)],
    ['开放条件', thing.openness],
    ['资源格式', thing.formats.filter((format) => format !== 'file').join(',')],
    ['数据简介', thing.description],
  ];
  const rows = facts.map(
    ([label, value]) =>
      `<div class="row-content"><div class="info-name">${label}</div><div class="info-detail">${escaped(value ?? '')}</div></div>`,
  );
  return page(
    '数据详情',
    `<div class="info-content"><div class="top-info"><div class="catalog-name">${escaped(thing.title)}</div>
<div class="time">发布日期：${day(thing.issued)}</div></div>${rows.join('\n')}</div>`,
  );
}

export const changde: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  switch (asked.path.slice(PATH.length)) {
    case 'list':
      return html(
        'other',
        page('数据开放', `<input type="hidden" name="csrf" value="${codeOf(listing.views)}">`),
      );
    case 'catalogs': {
      if (!carries(asked, { ...XHR, referer: /\/dataopen\/list$/ })) return forbidden('list');
      if (asked.query.get('csrf') !== codeOf(listing.views))
        return json('list', { code: 403, msg: '非法请求' });
      const size = Math.min(50, Math.max(1, whole(asked.query.get('size'), 15)));
      const number = Math.max(1, whole(asked.query.get('page'), 1));
      const list = listing.slice((number - 1) * size, size).map(({ id }) => ({ CATA_ID: id }));
      return json('list', { pages: Math.ceil(listing.total / size), list });
    }
    case 'detail': {
      const thing = listing.get(asked.query.get('cataId') ?? '');
      return html('detail', thing ? detail(thing) : page('数据详情', '<div class="empty">暂无数据</div>'));
    }
    default:
      return undefined;
  }
};
