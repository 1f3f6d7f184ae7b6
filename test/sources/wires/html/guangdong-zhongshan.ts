/** Zhongshan (sheet 15): lists by POST of a form, the pages in the last link's script, dates in characters. */
import type { SampledThing } from '../../thing.ts';
import { carries, escaped, forbidden, form, html, isForm, page, type Wire, whole } from '../../wire.ts';

const SIZE = 10;

const written = (date: string | null): string => {
  const [, year, month, dayOf] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '') ?? [];
  return year === undefined ? '' : `${year}年${month}月${dayOf}日`;
};

function detail(thing: SampledThing): string {
  const facts: [string, string | null][] = [
    ['创建时间', written(thing.issued)],
    ['更新时间', written(thing.modified)],
    ['数据提供方', thing.publisher],
    ['主题分类', thing.themes.join(',')],
    ['更新频率', thing.frequency],
    ['开放类型', thing.openness],
    ['数据格式', thing.formats.filter((format) => format !== 'file').join(',')],
    ['数据简介', thing.description],
  ];
  const rows = facts.map(([label, value]) => `<tr><th>${label}</th><td>${escaped(value ?? '')}</td></tr>`);
  return page(
    '数据详情',
    `<h2>${escaped(thing.title)}</h2><table class="table-main">${rows.join('\n')}</table>`,
  );
}

export const zhongshan: Wire = (asked, listing) => {
  if (asked.path === '/web/queryDomain') {
    if (asked.method !== 'POST') return html('list', page('405', '<h1>405</h1>'), 405);
    if (!isForm(asked) || !carries(asked, { origin: /zs\.gov\.cn/, referer: /dataList/ }))
      return forbidden('list');
    const sent = form(asked);
    const found = sent.get('resourceType') === 'DATA';
    const number = Math.max(1, whole(sent.get('page'), 1));
    const rows = (found ? listing.slice((number - 1) * SIZE, SIZE) : []).map(
      ({ id, title }) => `<dd><h2><a href="javascript:view('${id}')">${escaped(title)}</a></h2></dd>`,
    );
    const last = Math.ceil(listing.total / SIZE);
    return html(
      'list',
      page(
        '数据目录',
        `<dl>${rows.join('\n')}</dl>
<div class="f-page"><ul><li><a href="javascript:toPage(1);">首页</a></li><li><a href="javascript:toPage(${last});">末页</a></li></ul></div>`,
      ),
    );
  }
  if (asked.path !== '/web/dataServerView') return undefined;
  if (asked.method !== 'GET') return html('detail', page('405', '<h1>405</h1>'), 405);
  const thing = listing.get(asked.query.get('id') ?? '');
  return html('detail', thing ? detail(thing) : page('出错了', '<h2>数据不存在</h2>'));
};
