/**
 * Inspur oPortal (sheet 01): lists and details as HTML, 10 rows a page from 1, totals with thousands separators.
 * The variants of the product are options, each as the sheet has it.
 */
import type { SampledThing } from '../../thing.ts';
import { type Answer, day, escaped, html, json, page, type Site, type Wire, whole } from '../../wire.ts';

export interface OportalVariant {
  /** Last part of the list's path: `index`, or nothing in Sichuan, Chengdu, Panzhihua. */
  list?: 'index' | '';
  /** `class`: Shandong's file types stand in the CSS class alone. */
  formats?: 'text' | 'class';
  /** `panel`: the head of Taizhou (JS), Suqian, Jingzhou. */
  head?: 'standard' | 'panel';
  /** Taizhou (JS) and Suqian repeat the identifier in a hidden input of the row. */
  hiddenId?: boolean;
  opennessLabel?: string;
  themeLabel?: string;
  /** Null where the detail does not say when it was modified (Suqian). */
  modifiedLabel?: string | null;
  fileCountLabel?: string;
}

const SIZE = 10;
const FORMAT_NAMES: Record<string, string> = { api: '接口', link: '链接', other: '其他' };
const shown = (format: string): string => FORMAT_NAMES[format] ?? format.toUpperCase();
const named = (thing: SampledThing): string[] => thing.formats.filter((format) => format !== 'file');
const NBSP = '\u00a0';

function volumeLabel(thing: SampledThing, variant: OportalVariant): string {
  if (thing.volume?.of === 'files') return variant.fileCountLabel ?? '文件数';
  return thing.volume?.of === 'apis' ? '接口数' : '数据量';
}

function row(thing: SampledThing, site: Site, variant: OportalVariant): string {
  const formats = named(thing)
    .map((format) =>
      variant.formats === 'class'
        ? `<li class="${format} file-icon"></li>`
        : `<li class="${format}">${escaped(shown(format))}</li>`,
    )
    .join('');
  const hidden = variant.hiddenId ? `<input type="hidden" name="catalogidinput" value="${thing.id}">` : '';
  const facts = [
    ['更新时间：', day(thing.modified)],
    ['来源部门：', thing.publisher ?? ''],
  ];
  return `<li>
  <div class="cata-title">${hidden}<a href="${site.context}/catalog/${thing.id}" target="_blank">${escaped(thing.title)}</a></div>
  <div class="cata-information">${facts.map(([label, value]) => `<span>${label}</span><span>${escaped(value!)}</span>`).join(NBSP)}</div>
  <div class="file-type"><ul>${formats}</ul></div>
</li>`;
}

type Fact = [label: string, value: string | null];

const rowsOf = (facts: Fact[]): string =>
  facts
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `<tr><td>${label}</td><td>${NBSP}${escaped(value!)}\u3000</td></tr>`)
    .join('\n');

function detail(thing: SampledThing, site: Site, variant: OportalVariant): string {
  const panel = variant.head === 'panel';
  const theme = thing.themes.join('、');
  const dates: Fact[] = [
    ['发布时间', thing.issued],
    ...(variant.modifiedLabel === null
      ? []
      : [[variant.modifiedLabel ?? '更新时间', thing.modified] as Fact]),
    [variant.opennessLabel ?? '开放条件', thing.openness],
  ];
  const facts: Fact[] = [
    ...(panel ? ([['来源部门', thing.publisher], ...dates] as Fact[]) : []),
    ...(thing.volume ? [[volumeLabel(thing, variant), thing.volume.text] as Fact] : []),
    ['所属行业', thing.industry ?? ''],
    ['更新频率', thing.frequency],
    ['部门电话', thing.contact.phone ?? '暂无'],
    ['部门邮箱', thing.contact.email ?? '暂无'],
    ['标签', thing.keywords.join('\r\n\t')],
    ['描述', thing.description],
  ];
  const standardFacts = (
    [['来源部门', thing.publisher], [variant.themeLabel ?? '重点领域', theme], ...dates] as Fact[]
  )
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `<li>${label}：<span class="text-primary">${escaped(value!)}</span></li>`)
    .join('\n');
  const head = panel
    ? `<div class="panel panel-top"><h4>${escaped(thing.title)}</h4>
<div class="list-details"><ul><li>下载次数：<span>0</span></li><li>重点领域：<span>${escaped(theme)}</span></li></ul></div></div>`
    : `<ul class="d-title pull-left"><h4>${escaped(thing.title)}</h4></ul>\n<ul class="list-inline">${standardFacts}</ul>`;
  const basic = `<li name="basicinfo"><table><tbody>\n${rowsOf(facts)}\n</tbody></table></li>`;
  const files = named(thing).filter((format) => format !== 'api');
  const download = files
    .map(
      (format) =>
        `<tr fileFormat="${format}"><td><input type="checkbox" file-id="${thing.id}-${format}" file-name="${escaped(thing.title)}.${format}"></td></tr>`,
    )
    .join('');
  const service = thing.formats.includes('api') ? '<li name="api-service"><table></table></li>' : '';
  const hidden = (['rootPath', 'cata_id', 'cata_name'] as const)
    .map(
      (id, i) =>
        `<input type="hidden" id="${id}" value="${escaped([site.context, thing.id, thing.title][i]!)}">`,
    )
    .join('');
  const sections = `<ul>${basic}\n<li name="file-download"><table><tbody>${download}</tbody></table></li>\n${service}</ul>`;
  return panel
    ? `<div class="g-main catalog-details">${head}\n<div class="panel panel-content"><div class="panel-body">${sections}</div></div>${hidden}</div>`
    : `<div class="catalog-detail">${head}\n${sections}${hidden}</div>`;
}

const missing = (title: string): Answer =>
  html('detail', page(title, '<div class="error-page">您访问的页面不存在</div>'), 404);

export function inspurOportal(site: Site, variant: OportalVariant = {}): Wire {
  const folder = `${site.context}/catalog/`;
  const listPath = `${folder}${variant.list ?? 'index'}`;
  return (asked, listing) => {
    if (!asked.path.startsWith(folder)) return undefined;
    if (asked.method !== 'GET') return html('other', '<h1>405 Method Not Allowed</h1>', 405);
    if (asked.path === listPath) {
      const number = Math.max(1, whole(asked.query.get('page'), 1));
      const rows = listing.slice((number - 1) * SIZE, SIZE).map((thing) => row(thing, site, variant));
      const total = listing.total.toLocaleString('en-US');
      return html(
        'list',
        page(
          site.title,
          `<div class="right-content-catalog">
<div class="top-title">共${NBSP}<span>${total}</span>${NBSP}个数据目录</div>
<div class="bottom-content"><ul>${rows.join('\n')}</ul></div></div>`,
        ),
      );
    }
    const name = asked.path.slice(folder.length);
    if (name === 'getResourceWithFormat') {
      const thing = listing.get(asked.query.get('cataId') ?? '');
      const wanted = asked.query.get('fileFormat') ?? '';
      const records = (thing ? named(thing) : [])
        .filter((format) => format !== 'api' && (wanted === '' || format === wanted))
        .map((format) => ({
          fileFormat: format,
          fileName: `${thing!.title}.${format}`,
          idInRc: `${thing!.id}-${format}`,
        }));
      return json('detail', { object: { records } });
    }
    if (!/^[0-9a-f]{32}$/i.test(name)) return undefined;
    const thing = listing.get(name);
    return thing ? html('detail', page(thing.title, detail(thing, site, variant))) : missing(site.title);
  };
}
