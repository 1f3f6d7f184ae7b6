/** Hunan's JSP pages (sheet 09): a tree of classes, lists by class and row offset, HTML details; GBK at Yiyang. */
import type { SampledThing } from '../../thing.ts';
import {
  type Answer,
  day,
  escaped,
  html,
  type Listing,
  page,
  type RequestKind,
  type Wire,
  whole,
} from '../../wire.ts';

export interface JspVariant {
  /** Path of the application. */
  folder: string;
  /** `data` that the tree must be asked with. */
  tree?: string;
  /** Yueyang's boxes and one-celled rows in place of tables. */
  boxes?: boolean;
  /** Pages in GBK, which only they themselves say. */
  gbk?: boolean;
}

const SIZE = 6;

/** Classes by kind: themes are type 1, offices type 2. A thing hangs under one of each. */
function classesOf(listing: Listing, { boxes }: JspVariant): Map<string, string[]> {
  const all = listing.slice(0, listing.total);
  const kinds: [string, (thing: SampledThing) => string | null | undefined][] = [
    ['1', (thing) => thing.themes[0]],
    ['2', (thing) => thing.publisher],
  ];
  return new Map(
    kinds
      .slice(0, boxes ? 1 : 2)
      .map(([type, of]) => [type, [...new Set(all.map((thing) => of(thing) ?? '其他'))].sort()]),
  );
}

function tree(listing: Listing, variant: JspVariant): string {
  const kind = variant.boxes ? 'list-group-item-action' : 'wb-tree-item';
  const items = [...classesOf(listing, variant)].flatMap(([type, names]) => [
    // The heading of a kind leads nowhere.
    `<li class="${kind}"><a href="#">${type === '1' ? '按主题' : '按部门'}</a></li>`,
    ...names.map(
      (name, id) => `<li class="${kind}"><a onclick="show(${type},${id + 1})">${escaped(name)}</a></li>`,
    ),
  ]);
  return `<ul>${items.join('\n')}</ul>`;
}

function list(query: URLSearchParams, all: Listing, variant: JspVariant): string {
  const type = query.get('type') ?? '';
  const name = classesOf(all, variant).get(type)?.[whole(query.get('id'), 0) - 1];
  const listing = all.where(
    (thing) => name !== undefined && ((type === '1' ? thing.themes[0] : thing.publisher) ?? '其他') === name,
  );
  const offset = whole(query.get('dataInfo.offset'), 0);
  const items = listing.slice(offset, SIZE).map((thing) => {
    const link = `<a${thing.id && ` href="dataDetail.jsp?id=${thing.id}"`}>${escaped(thing.title)}</a>`;
    return variant.boxes
      ? `<div class="szkf-box-list"><div class="name">${link}</div></div>`
      : `<table class="table-data"><tr><th>${escaped(thing.publisher ?? '')}</th></tr><tr><td>${link}</td></tr></table>`;
  });
  const pages = Math.max(1, Math.ceil(listing.total / SIZE));
  const number = Math.floor(offset / SIZE) + 1;
  return `${items.join('\n')}<div class="page"><span class="current">${number}</span> ${number}/${pages}页</div>`;
}

const slashed = (date: string | null): string => day(date).replaceAll('-', '/');

function detail(thing: SampledThing, { boxes }: JspVariant): string {
  const pairs: [string, string | null][] = [
    ['数据提供方', thing.publisher],
    ['摘要', thing.description],
    ['数据主题', thing.themes.join(',')],
    ['更新频率', thing.frequency],
    ['首次发布时间', slashed(thing.issued)],
    ['更新时间', slashed(thing.modified)],
    ['数据格式', thing.formats.join(',')],
  ];
  if (boxes)
    return `<h1 class="content-title">${escaped(thing.title)}</h1><table>${pairs
      .map(([label, value]) => `<tr><td>${label}：${escaped(value ?? '')}</td></tr>`)
      .join('')}</table><table><tr><td>数据提供方：字段表</td></tr></table>`;
  return `<div class="panel-body"><h2>${escaped(thing.title)}</h2><table class="table table-license">${pairs
    .map(([label, value]) => `<tr><th>${label}：</th><td>${escaped(value ?? '')}</td></tr>`)
    .join('')}</table></div>`;
}

export const jsp =
  (variant: JspVariant): Wire =>
  (asked, listing) => {
    if (!asked.path.startsWith(`${variant.folder}/`)) return undefined;
    const written = (kind: RequestKind, body: string): Answer => {
      const whole = page('数据开放', body);
      return variant.gbk
        ? {
            kind,
            status: 200,
            type: 'text/html',
            charset: 'gbk',
            body: whole.replace('charset="UTF-8"', 'charset="gb2312"'),
          }
        : html(kind, whole);
    };
    switch (asked.path.slice(variant.folder.length + 1)) {
      case 'dataList.jsp':
        return asked.query.get('data') === (variant.tree ?? null)
          ? written('other', tree(listing, variant))
          : written('other', '<ul></ul>');
      case 'dataListIframe.jsp':
        return written('list', list(asked.query, listing, variant));
      case 'dataDetail.jsp': {
        const thing = listing.get(asked.query.get('id') ?? '');
        return written('detail', thing ? detail(thing, variant) : '<div class="panel-body"></div>');
      }
      default:
        return undefined;
    }
  };
