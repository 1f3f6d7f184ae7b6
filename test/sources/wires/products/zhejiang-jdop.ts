/** Zhejiang's /jdop_front/ (sheet 03): a list as HTML inside JSON, asked by a form; an HTML table as the detail. */
import type { SampledThing } from '../../thing.ts';
import { day, escaped, form, html, json, page, type Wire, whole } from '../../wire.ts';

export interface JdopVariant {
  /** What the amount of rows is called: 数据量, 数据容量, 数据条数. */
  volume: string;
  /** Rows a page where nothing else is asked for. */
  size?: number;
  /** The values of `type` under which the datasets are to be found. */
  types?: string[];
  /** A field that this one has beside the common ones; without it nothing is found. */
  field?: string;
}

const FOLDER = '/jdop_front/';
const COMMON = ['domainId', 'deptId', 'regionId', 'keyword', 'content', 'isDownload', 'dimensionId'];

/** The search page's classes are said in other words than elsewhere. */
const OPENNESS: Record<string, string> = { 无条件开放: '无条件', 有条件开放: '有条件' };

const detail = (thing: SampledThing, { volume }: JdopVariant): string => {
  const pairs: [string, string | null | undefined][] = [
    ['标签', thing.keywords.join('、')],
    ['更新周期', thing.frequency === '不定期' ? '不定期(更新说明:暂无新业务数据产生)' : thing.frequency],
    ['资源格式', thing.formats.map((format) => (format === 'api' ? '接口' : format)).join(',')],
    ['数源单位', thing.publisher],
    ['联系方式', thing.contact.phone ?? thing.contact.email ?? '暂无联系方式'],
    ['数据领域', thing.themes.join(',')],
    ['行业分类', thing.industry ?? '暂无'],
    ['开放条件', thing.openness === null ? '暂无' : (OPENNESS[thing.openness] ?? thing.openness)],
    ['更新日期', day(thing.modified)],
    ['发布日期', day(thing.issued)],
    [volume, thing.volume?.text],
  ];
  const cell = ([label, value]: (typeof pairs)[number]) =>
    `<td>${label}：</td><td>${escaped(value ?? '')}</td>`;
  const rows = pairs.flatMap((pair, i) => {
    const next = pairs[i + 1];
    return i % 2 === 0 ? [`<tr>${cell(pair)}${next ? cell(next) : ''}</tr>`] : [];
  });
  return `<span class="sjxqTit1">${escaped(thing.title)}</span>
<div class="box1"><table><tr><td>摘要：</td><td colspan="3">${escaped(thing.description ?? '')}</td></tr>
${rows.join('\n')}
<tr style="display:none"><td>数源单位：</td><td>测试单位</td><td>发布日期：</td><td>1970-01-01</td></tr></table></div>`;
};

export const jdop =
  (variant: JdopVariant): Wire =>
  (asked, listing) => {
    if (!asked.path.startsWith(FOLDER)) return undefined;
    const call = asked.path.slice(FOLDER.length);
    if (call === 'channal/datapubliclist.do') {
      if (asked.method !== 'POST') return html('list', page('405', '<h1>405</h1>'), 405);
      // What is no form has no parameters: the first page comes, whatever was meant.
      const sent = form(asked);
      const size = Math.min(20, Math.max(1, whole(sent.get('pageSize'), variant.size ?? 20)));
      const number = Math.max(1, whole(sent.get('pageNumber'), 1));
      const types = variant.types ?? ['1'];
      const known =
        types.every((type) => sent.getAll('type').includes(type)) &&
        [...COMMON, ...(variant.field ? [variant.field] : [])].every((name) => sent.has(name));
      const rows = (known ? listing.slice((number - 1) * size, size) : []).map((thing) => {
        const link = thing.id && `../detail/data.do?iid=${thing.id}&searchString=`;
        return `<div class="search_result"><a href="${escaped(link)}" target="_blank">${escaped(thing.title)}</a></div>`;
      });
      const total = known ? listing.total : 0;
      return json('list', {
        data: `<div class="search_num">共找到<span class="onColor">${total}</span>条</div>${rows.join('\n')}`,
      });
    }
    if (call !== 'detail/data.do') return undefined;
    const thing = listing.get(asked.query.get('iid') ?? '');
    return html(
      'detail',
      page('数据详情', thing ? detail(thing, variant) : '<div class="box1"><table></table></div>'),
    );
  };
