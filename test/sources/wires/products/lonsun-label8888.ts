/** /site/label/8888 (sheet 11): Bengbu's HTML fragments and pages, Huangshan's fragments and JSON. */
import type { SampledThing } from '../../thing.ts';
import {
  type Answer,
  type Asked,
  escaped,
  html,
  json,
  type Listing,
  page,
  type Wire,
  whole,
} from '../../wire.ts';

const PATH = '/site/label/8888';
const API = 'api:';

const fragment = (body: string): Answer => html('list', body);

/** The firewall's cookie comes with a page, and must go with the rest. */
const welcome = (name: string): Answer => ({
  ...html('other', page('数据开放', '<div id="list"></div>')),
  headers: { 'set-cookie': `${name}=0; Path=/` },
});
const cookied = (asked: Asked, name: string): boolean => (asked.headers.cookie ?? '').includes(`${name}=`);
const blocked = (kind: 'list' | 'detail', name: string): Answer =>
  html(kind, `<script>document.cookie='${name}_s='+(+!+[]);location.reload()</script>`, 403);

const bengbuPage = (thing: SampledThing): string => {
  const pairs: [string, string | null | undefined][] = [
    ['数据提供方', thing.publisher],
    // The list is never closed.
    ['数据主题', thing.themes.map((theme) => `${theme}，`).join('')],
    ['发布时间', thing.issued],
    ['更新时间', thing.modified],
    ['公开属性', thing.openness],
    ['更新频率', thing.frequency],
    ['摘要', thing.description],
    ['下载格式', thing.formats.join(',')],
    ['关键字', thing.keywords.join(',')],
    ['数据条数', thing.volume?.text],
  ];
  return `<div class="data_newtitle"><h1 class="tit">${escaped(thing.title)}</h1></div><div class="data_sj"><ul class="clearfix">${pairs
    .map(([label, value]) => `<li><span class="tit">${label}：</span>${escaped(value ?? '')}</li>`)
    .join('\n')}</ul></div>`;
};

const isApi = (thing: SampledThing): boolean => thing.id.startsWith(API);
const own = (thing: SampledThing): string => (isApi(thing) ? thing.id.slice(API.length) : thing.id);

function bengbuList(asked: Asked, all: Listing): Answer {
  const { query } = asked;
  const api = query.get('resourceType') === 'api';
  const known = query.get('siteId') === '6795621' && query.get('labelName') === 'dataOpenResourcePageList';
  const listing = all.where((thing) => known && isApi(thing) === api);
  const size = Math.min(10, Math.max(1, whole(query.get('pageSize'), 10)));
  const items = listing
    .slice(whole(query.get('pageIndex'), 0) * size, size)
    .map(
      (thing) =>
        `<li><div class="sjinfo"><a${own(thing) && ` href="/site/tpl/${api ? 6541 : 6621}?resourceId=${own(thing)}"`}>${escaped(thing.title)}</a></div></li>`,
    );
  return fragment(
    `<script>$(function(){ $("#total").html("共(${listing.total})条数据"); })</script>\n<div class="sj_list"><ul>${items.join('\n')}</ul></div>`,
  );
}

export const bengbu: Wire = (asked, all) => {
  if (asked.path === '/sjkf/sjxz/index.html') return welcome('__jsluid_s');
  const detail = /^\/site\/tpl\/(6621|6541)$/.exec(asked.path)?.[1];
  if (asked.path !== PATH && detail === undefined) return undefined;
  const kind = detail === undefined ? 'list' : 'detail';
  if (!cookied(asked, '__jsluid_s')) return blocked(kind, '__jsl_clearance');
  if (detail === undefined) return bengbuList(asked, all);
  const thing = all.get((detail === '6541' ? API : '') + (asked.query.get('resourceId') ?? ''));
  return html('detail', page('数据详情', thing ? bengbuPage(thing) : '<div class="data_sj"></div>'));
};

function huangshanList(asked: Asked, listing: Listing): Answer {
  const size = Math.min(8, Math.max(1, whole(asked.query.get('pageSize'), 8)));
  const number = Math.max(1, whole(asked.query.get('pageIndex'), 1));
  const items = listing.slice((number - 1) * size, size).map((thing) => {
    const formats = thing.formats
      .map((format) => `<span class="link"><a class="j-login"><em>${format.toUpperCase()}</em></a></span>`)
      .join('');
    return `<li><div class="sjcon clearfix"><div class="dataresources-con"><a${thing.id && ` href="/site/tpl/4656?resourceId=${thing.id}"`}>${escaped(thing.title)}</a>
<p class="xx clearfix"><span class="n2">提供机构：${escaped(thing.publisher ?? '')}</span><span class="n3">数据领域：${escaped(thing.themes.join(','))}</span></p>
<p class="zyzy clearfix">${formats}</p></div></div></li>`;
  });
  // One page too few where the last one is not full.
  const pages = Math.floor(listing.total / size);
  return fragment(
    `<script>createPage({ pageCount:${pages}, pageIndex:${number} })</script>\n<ul class="clearfix">${items.join('\n')}</ul>`,
  );
}

export const huangshan: Wire = (asked, listing) => {
  if (asked.path === '/site/tpl/4655') return welcome('wzws_sessionid');
  if (asked.path !== PATH) return undefined;
  const label = asked.query.get('labelName');
  const kind = label === 'dataOpenResourceCatDetail' ? 'detail' : 'list';
  if (!cookied(asked, 'wzws_sessionid')) return blocked(kind, 'wzws_sessionid');
  if (label === 'dataOpenResourceCatalogList') return huangshanList(asked, listing);
  if (kind !== 'detail') return undefined;
  const thing = listing.get(asked.query.get('resourceId') ?? '');
  // Only so is it JSON.
  if (asked.query.get('isJson') !== 'true') return html('detail', page('数据详情', '<div></div>'));
  return json('detail', {
    ...(thing && {
      name: thing.title,
      publishDate: thing.issued,
      refreshDate: thing.modified,
      dataCounts: Number(thing.volume?.text.replaceAll(',', '') ?? 0),
      updateCycle: thing.frequency === '不定期' ? 9 : null,
      resourceAbstract: thing.description,
    }),
  });
};
