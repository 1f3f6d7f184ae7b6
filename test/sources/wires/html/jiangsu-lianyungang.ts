/** Lianyungang (sheet 15): HTML lists whose footer counts pages of nine, details of four tables, BOMs and tabs. */
import { day, escaped, html, page, type Wire, whole } from '../../wire.ts';

const PATH = '/data/showDataController/';
const SIZE = 9;
const BOM = '\ufeff';

const table = (rows: string): string =>
  `<table class="tw-table-form tm-table-form"><tbody>${rows}</tbody></table>`;

export const lianyungang: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  if (call === 'showdata.do') {
    const number = Math.max(1, whole(asked.query.get('pageNum1'), 1));
    const rows = listing
      .slice((number - 1) * SIZE, SIZE)
      .map((thing) => `<li><h1 onclick="view('${thing.id}')">${BOM}\t${escaped(thing.title)}</h1></li>`);
    return html(
      'list',
      page(
        '数据开放',
        `<div class="mainz mt30 jQtabcontent"><ul>${rows.join('\n')}</ul></div>
<div class="page-footer"><span>${Math.ceil(listing.total / SIZE)}</span></div>`,
      ),
    );
  }
  if (call !== 'showdetail.do') return undefined;
  const thing = listing.get(asked.query.get('dmid') ?? '');
  if (!thing) return html('detail', page('数据详情', table('')), 200);
  const facts: [string, string | null][] = [
    ['信息资源名称', thing.title],
    ['信息资源提供方', thing.publisher],
    ['是否向社会开放', thing.openness === null ? null : '是'],
    ['所属主题', thing.themes.join(',')],
    ['上传时间', day(thing.issued)],
  ];
  const basic = facts.map(
    ([label, value]) => `<tr><th>${label}:</th><td>${BOM}\t${escaped(value ?? '')}\t</td></tr>`,
  );
  const columns = thing.items.map((item) => `<tr><td>${escaped(item.label)}</td><td>${item.type}</td></tr>`);
  const files = thing.formats.map((format) => `<tr><th>${format.toUpperCase()} 下载</th></tr>`);
  const preview = `<tr>${thing.items.map((item) => `<th>${escaped(item.label)}</th>`).join('')}</tr>`;
  return html(
    'detail',
    page('数据详情', [basic.join('\n'), columns.join(''), files.join(''), preview].map(table).join('\n')),
  );
};
