/** Jincheng (sheet 12): Struts actions, a JSON string inside the JSON, an HTML detail. */
import { day, escaped, form, html, json, page, type Wire, whole } from '../../../wire.ts';

export const jincheng: Wire = (asked, listing) => {
  if (asked.path !== '/datadirectoryController.action') return undefined;
  if (asked.query.has('getSearchList')) {
    if (asked.method !== 'POST') return html('list', '<h1>405</h1>', 405);
    const sent = form(asked);
    const size = Math.min(50, Math.max(1, whole(sent.get('pageNum'), 6)));
    const number = Math.max(1, whole(sent.get('curPage'), 1));
    // Without its fixed fields the search finds nothing.
    const found = sent.get('checkbox') === '全部' && sent.get('resourceTy') === '1';
    const pagingList = (found ? listing.slice((number - 1) * size, size) : []).map((thing) => ({
      id: thing.id,
      catalogTitle: thing.title,
      updateTime: thing.modified,
    }));
    const totalPages = found ? Math.ceil(listing.total / size) : 0;
    return json('list', { jsonStr: JSON.stringify({ success: true, obj: { totalPages, pagingList } }) });
  }
  if (!asked.query.has('goDetails')) return undefined;
  const thing = listing.get(asked.query.get('catalogid') ?? '');
  if (!thing) return html('detail', page('出错了', '<div class="error">没有找到该目录</div>'), 404);
  const facts: [string, string | null][] = [
    ['来源部门：', thing.publisher],
    ['所属主题：', thing.themes.join(',')],
    ['所属行业：', thing.industry],
    ['发布时间：', day(thing.issued)],
    ['更新时间：', day(thing.modified)],
    ['更新频率：', thing.frequency],
    ['开放状态：', thing.openness],
    ['数据格式：', thing.formats.join(',')],
  ];
  const items = facts
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `<li><span>${label}</span>${escaped(value!)}</li>`);
  return html(
    'detail',
    page(
      thing.title,
      `<div class="dt-title">${escaped(thing.title)}</div>
<div class="dl-part"><p class="dl-part-text">${escaped(thing.description ?? '')}</p></div>
<div class="dt-con-text"><ul>${items.join('\n')}</ul></div>`,
    ),
  );
};
