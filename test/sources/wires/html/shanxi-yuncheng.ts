/** Yuncheng (sheet 15): a list that states no total, details by POST of the row's own address. */
import type { SampledThing } from '../../thing.ts';
import { carries, day, escaped, forbidden, html, page, type Wire, whole } from '../../wire.ts';

const PATH = '/portal/l-zh_CN/';
const SIZE = 10;
const addressOf = (id: string): string => `${PATH}${id}.htm`;

function detail(thing: SampledThing): string {
  const facts: [string, string | null][] = [
    ['来源部门', thing.publisher],
    ['所属主题', thing.themes.join(',')],
    ['发布时间', day(thing.issued)],
    ['更新时间', day(thing.modified)],
    ['更新频率', thing.frequency],
    ['开放条件', thing.openness],
    ['数据格式', thing.formats.filter((format) => format !== 'file').join(',')],
  ];
  const rows = facts.map(([label, value]) => `<tr><td>${label}</td><td>${escaped(value ?? '')}</td></tr>`);
  const columns = thing.items.map(({ label }) => `<tr><td>${escaped(label)}</td></tr>`);
  return page(
    '数据详情',
    `<div class="details-con"><div><p><b>${escaped(thing.title)}</b></p></div>
<table class="details-tab"><tbody>${rows.join('\n')}</tbody></table>
<table class="details-tab-active"><tbody>${columns.join('')}</tbody></table></div>`,
  );
}

export const yuncheng: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.path === `${PATH}data.htm`) {
    if (!carries(asked, { referer: /data\.htm/ })) return forbidden('list');
    const number = Math.max(1, whole(asked.query.get('pageIndex'), 1));
    const rows = listing.slice((number - 1) * SIZE, SIZE).map(({ id, title }) => {
      const href = id === '' ? '' : ` href="${addressOf(id)}"`;
      return `<li><h2 class="tit"><a${href}>${escaped(title)}</a></h2></li>`;
    });
    return html('list', page('数据目录', `<div class="etab1"><ul>${rows.join('\n')}</ul></div>`));
  }
  const thing = listing.get(asked.path.slice(PATH.length).replace(/\.htm$/, ''));
  if (!thing) return html('detail', page('404', '<h1>404</h1>'), 404);
  // Otherwise than by POST the page comes empty.
  return html('detail', asked.method === 'POST' ? detail(thing) : '');
};
