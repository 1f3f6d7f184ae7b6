/** Luzhou and Meishan (sheet 10): a list of JSON that counts pages, HTML details, a session. */
import type { SampledThing } from '../../thing.ts';
import {
  type Asked,
  day,
  escaped,
  form,
  html,
  isForm,
  json,
  jsonBody,
  page,
  type Wire,
  whole,
} from '../../wire.ts';

/** 2023-06-16 without its zeros, as Luzhou's list has it. */
const unpadded = (date: string | null): string => day(date).replace(/-0/g, '-');
const slashed = (date: string | null): string => day(date).replaceAll('-', '/');

type Pairs = [label: string, value: string | null][];
const list = (pairs: Pairs): string =>
  `<ul class="desc-list-info clearfix">${pairs
    .map(([label, value]) => `<li><span>${label}：</span><span>${escaped(value ?? '')}</span></li>`)
    .join('')}</ul>`;
const table = (pairs: Pairs): string =>
  `<table class="table table-striped table-bordered table-advance table-hover">${pairs
    .map(([label, value]) => `<tr><td>${label}</td><td>${escaped(value ?? '')}</td></tr>`)
    .join('')}</table>`;

const luzhouPage = (thing: SampledThing): string =>
  `<h2 class="dt-name"><p>${escaped(thing.title)}</p></h2>${list([
    ['提供方', thing.publisher],
    ['数据主题', thing.themes[0] ?? null],
    ['数据领域', thing.themes[1] ?? null],
    ['联系电话', thing.contact.phone],
  ])}${table([
    ['更新周期', thing.frequency],
    ['关键字', thing.keywords.join(',')],
    ['资源摘要', thing.description],
  ])}`;

/** Without a title: it stands in the list only. */
const meishanPage = (thing: SampledThing): string =>
  `${list([
    ['提供单位', thing.publisher],
    ['数据领域', thing.themes.join(',')],
    ['发布时间', slashed(thing.issued)],
    ['行业名称', thing.industry],
    ['联系电话', thing.contact.phone],
    ['服务描述', thing.description],
  ])}${table([
    ['更新周期', thing.frequency],
    ['开放属性', thing.openness],
    ['关键字', thing.keywords.join(',')],
    ['格式类型', thing.formats.join(',')],
  ])}`;

/** Body of the list request: JSON under a form's name at Luzhou, a form at Meishan. */
const sentTo = (city: 'luzhou' | 'meishan', asked: Asked): Record<string, unknown> | undefined =>
  city === 'luzhou' ? (isForm(asked) ? jsonBody(asked.body) : undefined) : Object.fromEntries(form(asked));

export const dataService =
  (city: 'luzhou' | 'meishan', code: string): Wire =>
  (asked, listing) => {
    if (!asked.path.startsWith('/portal/')) return undefined;
    const call = asked.path.slice('/portal/'.length);
    if (call === 'index')
      return {
        ...html('other', page('数据开放', '<div id="app"></div>')),
        headers: { 'set-cookie': 'JSESSIONID=0; Path=/' },
      };
    if (call === 'dataservice/getPage') {
      if (asked.method !== 'POST') return html('list', page('405', '<h1>405</h1>'), 405);
      const sent = sentTo(city, asked);
      // Without the site's own category, or with a parameter too few, nothing is found.
      const due = city === 'luzhou' ? ['serviceType'] : ['serviceType', 'kjdFile'];
      const known = sent?.codeId === code && due.every((name) => name in sent);
      const size = Math.min(10, Math.max(1, whole(sent?.rows, 10)));
      const number = Math.max(1, whole(sent?.page, 1));
      const rows = (known ? listing.slice((number - 1) * size, size) : []).map((thing) => ({
        id: thing.id,
        serviceName: thing.title,
        openType: thing.openness === '无条件开放' ? '1' : '2',
        publishTime: unpadded(thing.issued),
        updateTime: unpadded(thing.modified),
      }));
      return json('list', { result: { pages: known ? Math.ceil(listing.total / size) : 0, rows } });
    }
    if (call !== 'service_detail') return undefined;
    const thing =
      asked.query.get('type') === 'opendata' ? listing.get(asked.query.get('id') ?? '') : undefined;
    const content = thing && (city === 'luzhou' ? luzhouPage(thing) : meishanPage(thing));
    return html('detail', page('服务详情', content ?? '<div class="error">服务不存在</div>'));
  };
