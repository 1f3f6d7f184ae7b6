/** Portals made of CMS pages (sheet 08): searches of Hainan and Beijing, files of Tianjin and Xianning, columns of Ezhou. */
import { createHash } from 'node:crypto';
import type { SampledThing } from '../../thing.ts';
import {
  type Answer,
  type Asked,
  day,
  escaped,
  form,
  html,
  json,
  page,
  type Wire,
  whole,
} from '../../wire.ts';

const API = 'api:';
const isApi = (thing: SampledThing): boolean => thing.id.startsWith(API);
const own = (thing: SampledThing): string => (isApi(thing) ? thing.id.slice(API.length) : thing.id);
const gone = (): Answer => html('detail', page('404', '<h1>404</h1>'), 404);

/** Hainan: pages from 0, two catalogues. */
export const hainan: Wire = (asked, all) => {
  const search = /^\/search\/(data|interface)\/list$/.exec(asked.path)?.[1];
  if (search !== undefined) {
    if (asked.method !== 'POST') return html('list', page('405', '<h1>405</h1>'), 405);
    const sent = form(asked);
    const listing = all.where((thing) => isApi(thing) === (search === 'interface'));
    const size = Math.min(10, Math.max(1, whole(sent.get('pageSize'), 10)));
    const content = listing
      .slice(whole(sent.get('curPage'), 0) * size, size)
      .map((thing) => ({ id: own(thing), title: thing.title }));
    return json('list', { data: { totalPages: Math.ceil(listing.total / size), content } });
  }
  const [, folder, id = ''] = /^\/(sjjk?)\/([0-9a-f]{32})\.htm$/.exec(asked.path) ?? [];
  if (folder === undefined) return undefined;
  const thing = all.get((folder === 'sjjk' ? API : '') + id);
  if (!thing) return gone();
  const cells = (...pairs: [string, string | null][]) =>
    `<tr>${pairs.map(([label, value]) => `<th>${label}</th><td>${escaped(value ?? '')}</td>`).join('')}</tr>`;
  const tags = thing.formats.map((format) => `<span class="tag2">${format}</span>`).join('');
  return html(
    'detail',
    page(
      thing.title,
      `<div class="gp-column1"><table>${cells(['摘要', `${thing.title};${thing.items.map((item) => item.label).join(',')};`])}
${cells(['目录名称', thing.title], ['开放状态', thing.openness])}${cells(['所属主题', thing.themes.join(',')], ['来源部门', thing.publisher])}
${cells(['目录发布时间', thing.issued], ['数据更新时间', thing.modified])}${cells(['更新频率', thing.frequency])}</table></div>${tags}`,
    ),
  );
};

/** Beijing: a search that gives addresses; facts in lines, some parted by a blank, some pages without the frame. */
export const beijing: Wire = (asked, listing) => {
  if (asked.path === '/cms/web/search') {
    if (asked.method !== 'POST') return html('list', page('405', '<h1>405</h1>'), 405);
    const sent = form(asked);
    const size = Math.min(10, Math.max(1, whole(sent.get('pageSize'), 10)));
    const number = Math.max(1, whole(sent.get('curPage'), 1));
    const docs = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ url: thing.id && `https://data.beijing.gov.cn/${thing.id}.htm` }));
    return json('list', { page: { countPage: Math.ceil(listing.total / size) }, object: { docs } });
  }
  const id = /^\/(zyml\/.+)\.htm$/.exec(asked.path)?.[1];
  if (id === undefined) return undefined;
  const thing = listing.get(id);
  if (!thing) return gone();
  const otherwise = Number.parseInt(createHash('md5').update(id).digest('hex').slice(0, 2), 16) % 4 === 0;
  const lines = [
    `资源名称：${thing.title}`,
    `${otherwise ? '摘要' : '资源摘要'}：${thing.description ?? ''}`,
    `提供单位 ${thing.publisher ?? ''}`,
    `资源分类\t${thing.themes.join(',')}`,
    `更新频率：${thing.frequency ?? ''}`,
    `发布时间：${thing.issued ?? ''}`,
    `更新时间：${thing.modified ?? ''}`,
    `资源格式：${thing.formats.join(',')}`,
    `开放类型：${thing.openness ?? ''}`,
  ].map(escaped);
  return html(
    'detail',
    page(
      '资源目录',
      otherwise
        ? `<div id="zydtCont1">${lines.join('\n')}</div>`
        : `<div id="zydtCont1"><div class="sjdetails_cardmain_frame">${lines.join('<br/>')}</div></div>`,
    ),
  );
};

/** A file as a plain web server gives it: with validators, and 304 to whoever sends them. */
function file(asked: Asked, value: unknown): Answer {
  const answer = json('list', value);
  const etag = `"${createHash('md5').update(answer.body).digest('hex')}"`;
  if (asked.method !== 'GET') return html('list', page('405', '<h1>405</h1>'), 405);
  if (asked.headers['if-none-match'] === etag) return { ...answer, status: 304, body: '', headers: { etag } };
  return { ...answer, type: 'application/json', headers: { etag } };
}

/** Tianjin: two files, and pages by address. */
export const tianjin: Wire = (asked, listing) => {
  const name = /^\/common\/(sjjk?)\.json$/.exec(asked.path)?.[1];
  const folderOf = (thing: SampledThing) => (thing.id.startsWith('sjjk/') ? 'sjjk' : 'sjj');
  if (name !== undefined) {
    const of = listing.where((thing) => folderOf(thing) === name);
    return file(asked, {
      dataList: of.slice(0, of.total).map((thing) => ({
        href: thing.id && `https://data.tj.gov.cn/${thing.id}.html`,
        documentType: name === 'sjjk' ? 'api' : thing.formats.join(','),
      })),
    });
  }
  const id = /^\/(sjjk?\/.+)\.html$/.exec(asked.path)?.[1];
  if (id === undefined) return undefined;
  const thing = listing.get(id);
  if (!thing) return gone();
  const rows: [string, string | null][] = [
    ['来源部门', thing.publisher],
    ['摘要', thing.description],
    ['主题', thing.themes.join(',')],
    ['更新频率', thing.frequency],
    ['发布时间', thing.issued],
    ['更新时间', thing.modified],
    ['开放属性', thing.openness],
  ];
  return html(
    'detail',
    page(
      '数据集',
      `<div class="title f-cb mg-b4"><span>${escaped(thing.title)}</span></div><div class="slidecont"><table>${rows
        .map(([label, value]) => `<tr><th>${label}</th><td>${escaped(value ?? '')}</td></tr>`)
        .join('')}</table></div>`,
    ),
  );
};

const inChinese = (date: string | null): string => day(date).replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日');

/** Xianning: one file, each row the whole entry. */
export const xianning: Wire = (asked, listing) =>
  asked.path === '/cysjdy/sjmljson/sjml.json'
    ? file(
        asked,
        listing.slice(0, listing.total).map((thing) => ({
          title: thing.title,
          link: thing.id && `http://www.xianning.gov.cn/${thing.id}.shtml`,
          pubDate: inChinese(thing.issued),
          update: inChinese(thing.modified),
          department: thing.publisher,
          theme: thing.themes.join(','),
          chnldesc: thing.formats.join() === 'api' ? '数据接口' : '数据集',
        })),
      )
    : undefined;

/** Ezhou: static pages of seven, the first without a number; values by their place. */
export const ezhou: Wire = (asked, all) => {
  const [, column, number] =
    /^\/sjkfn\/sjj\/(ztfl|bmfl)\/index(?:_([1-9]\d*))?\.html$/.exec(asked.path) ?? [];
  if (column !== undefined) {
    const listing = all.where((thing) => (thing.formats.join() === 'api') === (column === 'bmfl'));
    const from = Number(number ?? 0) * 7;
    if (from > 0 && from >= listing.total) return html('list', page('404', '<h1>404</h1>'), 404);
    const items = listing
      .slice(from, 7)
      .map(
        (thing) =>
          `<li class="fbc"><h3><a${thing.id && ` href="./${thing.id.slice(1, 7)}/${thing.id}.html"`}>${escaped(thing.title)}</a></h3></li>`,
      );
    return html(
      'list',
      page(
        '数据集',
        `共<span class="num">${listing.total}</span>个<ul class="sjj_right_list">${items.join('\n')}</ul>`,
      ),
    );
  }
  const id = /^\/sjkfn\/sjj\/(?:ztfl|bmfl)\/\d{6}\/(t\d+_\d+)\.html$/.exec(asked.path)?.[1];
  if (id === undefined) return undefined;
  const thing = all.get(id);
  if (!thing) return gone();
  const cells: [string, string | null][] = [
    ['摘要', thing.description],
    ['资源标签', thing.keywords.join('、')],
    ['更新周期', thing.frequency],
    ['资源格式', thing.formats.join(',')],
    ['数据单位', thing.publisher],
    ['数据领域', thing.themes.join(',')],
    ['', null],
    ['行业分类', thing.industry],
    ['', null],
    ['数据分级', null],
    ['开放条件', thing.openness],
    ['更新日期', day(thing.modified)],
    ['发布日期', day(thing.issued)],
    // An editor's addition: one cell more, and all behind it would stand under another's name.
    ...Object.entries(thing.extras),
  ];
  return html(
    'detail',
    page(
      '数据集',
      `<ul class="table_p1">${cells
        .map(
          ([label, value]) =>
            `<li><div class="title-td">${label}</div><div class="content-td">${escaped(value ?? '')}</div></li>`,
        )
        .join('\n')}</ul>`,
    ),
  );
};
