/** Hebei (sheet 12): nothing without the session of the home page; dates and theme in the list row, an HTML detail. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  day,
  escaped,
  forbidden,
  form,
  html,
  isForm,
  json,
  notAllowed,
  page,
  type Wire,
  whole,
  XHR,
} from '../../../wire.ts';

const SESSION = 'JSESSIONID=6F2C0E1A9B';

const facts = (thing: SampledThing): [string, string | null][] => [
  ['信息资源名称', thing.title],
  ['信息资源代码', thing.id],
  ['资源版本', thing.version],
  ['资源提供方', thing.publisher],
  ['资源提供方内部部门', null],
  ['资源提供方代码', null],
  ['资源摘要', thing.description],
  ['格式分类', thing.formats.length > 0 ? '电子表格' : null],
  ['标签', thing.keywords.join(',')],
  ['格式类型', thing.formats.join(',')],
  ['格式描述', null],
  ['更新周期', thing.frequency],
  ['资源联系人', thing.contact.name],
  ['联系电话', thing.contact.phone],
  ['电子邮箱', thing.contact.email],
];

const detailPage = (thing: SampledThing): string => {
  const pairs = facts(thing).map(([label, value]) => `<p>${label}:</p><p>${escaped(value ?? '')}</p>`);
  return page(
    thing.title,
    `<div class="info"><table>
<tr><td>信息资源分类：</td><td>${escaped(thing.themes.join('/'))}</td></tr>
<tr><td>开放条件：</td><td>${escaped(thing.openness ?? '')}</td></tr>
</table></div>
<div class="resdetails_table_box page1">${pairs.join('\n')}</div>`,
  );
};

export const hebei: Wire = (asked, listing) => {
  if (asked.path === '/home')
    return {
      ...html('other', page('河北省公共数据开放网', '<h1>首页</h1>')),
      headers: { 'set-cookie': `${SESSION}; Path=/; HttpOnly` },
    };
  const kind = asked.path === '/catalogRest/getData' ? 'list' : 'detail';
  if (kind === 'detail' && asked.path !== '/catalog/resourceDetails') return undefined;
  if (asked.method !== 'POST') return notAllowed(kind);
  const visiting = carries(asked, { cookie: new RegExp(SESSION), referer: /hebdata/ });
  if (!visiting || !isForm(asked)) return forbidden(kind);
  const sent = form(asked);
  if (kind === 'list') {
    if (!carries(asked, XHR)) return forbidden(kind);
    const size = Math.min(50, Math.max(1, whole(sent.get('pageSize'), 10)));
    const number = Math.max(1, whole(sent.get('pageNo'), 1));
    const dataList = listing.slice((number - 1) * size, size).map((thing) => ({
      METADATA_ID: thing.id,
      METADATA_NAME: thing.title,
      CREAT_DATE: day(thing.issued),
      UPDATE_DATE: day(thing.modified),
      THEME_NAME: thing.themes[0] ?? null,
    }));
    return json('list', { page: { totalPage: Math.ceil(listing.total / size), dataList } });
  }
  const thing = sent.get('list_url')?.startsWith('/catalog?')
    ? listing.get(sent.get('rowkey') ?? '')
    : undefined;
  return thing
    ? html('detail', detailPage(thing))
    : html('detail', page('出错了', '<h2>资源不存在</h2>'), 404);
};
