/** Chizhou (sheet 15): six whole rows a page and no details; the pager states the pages. */
import type { SampledThing } from '../../thing.ts';
import { day, escaped, html, notAllowed, page, type Wire, whole } from '../../wire.ts';

const SIZE = 6;

const row = (thing: SampledThing): string => {
  const facts: [string, string | null][] = [
    ['所属领域', thing.themes.join(',')],
    ['提供单位', thing.publisher],
    ['更新时间', day(thing.modified)],
    ['摘要描述', thing.description],
  ];
  const items = facts.map(
    ([label, value]) => `<div class="content-item ell">${label}：${escaped(value ?? '')}</div>`,
  );
  const href = thing.id === '' ? '' : ` href="/OpenData/content/${thing.id}"`;
  return `<div class="list-content-item"><a${href}><div class="text ell">${escaped(thing.title)}</div></a>
<div class="file-type-wrap">${thing.formats
    .filter((format) => format !== 'file')
    .join(' ')
    .toUpperCase()}</div>${items.join('\n')}</div>`;
};

export const chizhou: Wire = (asked, listing) => {
  if (asked.path !== '/OpenData/sjml') return undefined;
  if (asked.method !== 'GET') return notAllowed('list');
  const number = Math.max(1, whole(asked.query.get('page'), 1));
  const rows = listing.slice((number - 1) * SIZE, SIZE).map(row);
  return html(
    'list',
    page(
      '数据目录',
      `<div id="listContent">${rows.join('\n')}</div>
<pagination pagecount="${Math.ceil(listing.total / SIZE)}"></pagination>`,
    ),
  );
};
