/**
 * Inspur's older /odweb/ (sheet 04): a JSON list asked by a form, and an HTML detail. Wuxi and Datong are two
 * other skins of it.
 */
import type { SampledThing } from '../../thing.ts';
import {
  type Answer,
  day,
  escaped,
  form,
  html,
  json,
  page,
  type Site,
  type Wire,
  whole,
} from '../../wire.ts';

const FORMAT_CODES: Record<string, string> = { xls: '1', xml: '2', json: '3', csv: '4' };

/** 2018-08-09 as the pages print it in 最后更新: without leading zeros. */
const unpadded = (date: string | null): string => day(date).replace(/-0/g, '-');
const minutes = (date: string | null): string => (date ?? '').slice(0, 16);

const row = (thing: SampledThing, views: number) => {
  const codes = thing.formats.flatMap((format) => FORMAT_CODES[format] ?? []);
  return {
    cata_id: thing.id,
    cata_title: thing.title,
    org_name: thing.publisher,
    description: thing.description,
    released_time: minutes(thing.issued),
    update_time: minutes(thing.modified),
    conf_catalog_format: codes.length > 0 ? `${codes.join(',')},` : null,
    conf_update_cycle: thing.frequency,
    conf_view_num: views,
    DOWNLOADS: views >> 1,
  };
};

const infoList = (facts: [label: string, value: string | null, attributes?: string][]): string =>
  `<div class="info-list"><ul>${facts
    .map(
      ([label, value, attributes = '']) =>
        `<li><div class="info-header">${label}</div><div class="info-body"${attributes}>${escaped(value ?? '')}</div></li>`,
    )
    .join('\n')}</ul></div>`;

const facts = (thing: SampledThing): [string, string | null, string?][] => [
  ['来源部门', thing.publisher],
  ['所属主题', thing.themes.join(',')],
  ['发布时间', minutes(thing.issued)],
  ['最后更新', unpadded(thing.modified)],
  ['开放状态', thing.openness],
  ['所属行业', thing.industry],
  ['更新频率', thing.frequency],
  ['标签', thing.keywords.slice(0, 3).join(' '), ` tags="${escaped(thing.keywords.join(','))}"`],
  ['描述', thing.description],
];

const named = (thing: SampledThing): string[] => thing.formats.filter((format) => format !== 'file');

function detail(thing: SampledThing): string {
  const files = named(thing)
    .map((format) => `<li>${format}</li>`)
    .join('');
  return `<div class="detail-header"><span class="detail-title">${escaped(thing.title)}</span></div>
<div class="detail-info-list tab-body"><ul><li action="data-info">${infoList(facts(thing))}</li>
<li action="data-download"><div class="tab-header"><ul>${files}</ul></div></li></ul></div>`;
}

const gone = (): Answer => html('detail', page('出错了', '<div class="error">目录不存在或已下架</div>'), 404);

/** Changzhi, Yinchuan, Urumqi: `start` is a row offset, and six rows come whatever is asked. */
export function inspurOdweb(site: Site): Wire {
  const folder = `${site.context.endsWith('/odweb') ? site.context : `${site.context}/odweb`}/catalog/`;
  return (asked, listing) => {
    if (!asked.path.startsWith(folder)) return undefined;
    const call = `${asked.path.slice(folder.length)} ${asked.query.get('method') ?? ''}`.trim();
    if (call === 'catalog.do GetCatalog') {
      if (asked.method !== 'POST') return html('list', '<h1>405</h1>', 405);
      const start = whole(form(asked).get('start'), 0);
      const data = listing.slice(start, 6).map((thing) => row(thing, listing.views));
      return json('list', { draw: null, recordsTotal: listing.total, recordsFiltered: listing.total, data });
    }
    if (call === 'catalogDetail.htm') {
      const thing = listing.get(asked.query.get('cata_id') ?? '');
      return thing ? html('detail', page(thing.title, detail(thing))) : gone();
    }
    if (call === 'catalogDetail.do GetDownLoadInfo') {
      const thing = listing.get(form(asked).get('cata_id') ?? '');
      const data = (thing ? named(thing) : []).map((format) => ({
        fileId: `${thing!.id}-${format}`,
        fileName: `${thing!.title}.${format}`,
        fileFormat: format,
      }));
      return json('detail', { data });
    }
    if (/^(?:index\.htm)?$/.test(call)) {
      return {
        ...html('other', page(site.title, '<div id="catalog"></div>')),
        headers: { 'set-cookie': 'JSESSIONID=0; Path=/' },
      };
    }
    return undefined;
  };
}

/** Wuxi: pages of ten, and a detail whose labels end in a colon. */
export function inspurOdwebWuxi(site: Site): Wire {
  const folder = '/data/catalog/';
  const table = (thing: SampledThing): string =>
    (
      [
        ['来源部门', thing.publisher],
        ['数据量', thing.volume?.text ?? ''],
        ['联系电话', thing.contact.phone],
        ['邮箱地址', thing.contact.email],
        ['所属主题', thing.themes.join(',')],
        ['更新频率', thing.frequency],
        ['目录发布/更新时间', `${day(thing.issued)} / ${day(thing.modified)}`],
        ['资源发布/更新时间', `${day(thing.issued)} / ${day(thing.modified)}`],
        ['条件开放', thing.openness],
      ] as [string, string | null][]
    )
      .map(([label, value]) => `<tr><td>${label}：</td><td>${escaped(value ?? '')}</td></tr>`)
      .join('\n');
  return (asked, listing) => {
    if (!asked.path.startsWith(folder)) return undefined;
    const call = `${asked.path.slice(folder.length)} ${asked.query.get('method') ?? ''}`.trim();
    if (call === 'catalog.do GetCatalog') {
      if (asked.method !== 'POST') return html('list', '<h1>405</h1>', 405);
      const sent = form(asked);
      const size = Math.max(1, Math.min(10, whole(sent.get('pageSize'), 10)));
      const number = Math.max(1, whole(sent.get('page'), 1));
      const data = listing.slice((number - 1) * size, size).map((thing) => row(thing, listing.views));
      return json('list', { recordsTotal: listing.total, data });
    }
    const thing = listing.get(asked.query.get('cata_id') ?? '');
    if (call === 'catalogDetail.htm') {
      if (!thing) return gone();
      const tags = thing.keywords.map((word) => `<span class="tag">${escaped(word)}</span>`).join('');
      return html(
        'detail',
        page(
          site.title,
          `<div class="data-name data-con"><i class="icon"></i>${escaped(thing.title)}<span class="badge">${thing.formats.length}</span></div>
<div class="baseInfo s1"><table>${table(thing)}<tr><td>标签：</td><td>${tags}</td></tr><tr><td>简介：</td><td>${escaped(thing.description ?? '')}</td></tr></table></div>`,
        ),
      );
    }
    if (call === 'CatalogDetail.do getDownLoadPageInfo') {
      // A zip's true format is the tail of its name.
      const data = (thing ? named(thing) : []).map((format, i) =>
        i % 2 === 0
          ? { fileFormat: format, fileName: `${thing!.title}.${format}` }
          : { fileFormat: 'zip', fileName: `${thing!.title}_${format}` },
      );
      return json('detail', { data });
    }
    return undefined;
  };
}

/** Datong: an HTML list, its pages in a select. */
export function inspurOdwebDatong(site: Site): Wire {
  const size = 10;
  return (asked, listing) => {
    if (asked.path === '/Dataopen/list') {
      const pages = Math.max(1, Math.ceil(listing.total / size));
      const number = Math.max(1, whole(asked.query.get('pageNumber'), 1));
      const rows = listing.slice((number - 1) * size, size).map(
        (thing) => `<li><div class="item-content">
<div class="item-title"><a${thing.id && ` href="/Dataopen/catalog/${thing.id}"`}>${escaped(thing.title)}</a></div>
<div class="item-info"><span>开放状态：${escaped(thing.openness ?? '')}</span><span>来源部门：${escaped(thing.publisher ?? '')}</span><span>更新时间：${day(thing.modified)}</span></div>
</div></li>`,
      );
      const shown = Math.min(pages, 100_000);
      const options = [1, ...(shown > 1 ? [shown] : [])].map((n) => `<option value="${n}">${n}</option>`);
      return html(
        'list',
        page(
          site.title,
          `<div class="m-cata-list"><ul>${rows.join('\n')}</ul></div><select class="page-select">${options.join('')}</select>`,
        ),
      );
    }
    const id = /^\/Dataopen\/catalog\/([0-9a-f]{32})$/.exec(asked.path)?.[1];
    if (!id) return undefined;
    const thing = listing.get(id);
    if (!thing) return gone();
    const files = named(thing).map((format) => `<tr class="${format}"><td>${escaped(thing.title)}</td></tr>`);
    return html(
      'detail',
      page(
        thing.title,
        `<div class="detail-header"><span class="detail-title">${escaped(thing.title)}</span></div>
${infoList(facts(thing))}
<div target="data-download"><table><tbody>${files.join('')}</tbody></table></div>`,
      ),
    );
  };
}
