/** Wuhu (sheet 12): a JSON string of JSON; the row is complete; the office stands in `isValid`. */
import type { SampledThing } from '../../../thing.ts';
import {
  type Answer,
  codeOf,
  day,
  escaped,
  form,
  html,
  json,
  page,
  type Wire,
  whole,
} from '../../../wire.ts';

const FREQUENCY = { 1: '实时', 2: '每日', 3: '每周', 4: '每月', 5: '每半年', 6: '每年' };

const row = (thing: SampledThing) => ({
  id: thing.id,
  datasetName: thing.title,
  isValid: thing.publisher,
  dataType: thing.themes[0] ?? null,
  createDate: day(thing.issued),
  updateDate: thing.modified,
  openType: thing.openness === '无条件开放' ? '1' : '2',
  // The legend ends at 6; what it lacks has codes beyond it.
  dataUpdateFrequency: thing.frequency === null ? null : (codeOf(FREQUENCY, thing.frequency) ?? '9'),
  summary: thing.description,
  dataResourceType: thing.formats.includes('api') ? '2' : '1',
  fileList: thing.formats
    .filter((format) => format !== 'api' && format !== 'file')
    .map((format) => ({ fileType: `.${format}` })),
});

export const wuhu: Wire = (asked, listing) => {
  if (asked.path === '/datagov-ops/data/getDataSetByWhere') {
    if (asked.method !== 'POST') return html('list', '<h1>405</h1>', 405);
    const sent = form(asked);
    const size = Math.min(50, Math.max(1, whole(sent.get('pageSize'), 15)));
    const number = Math.max(1, whole(sent.get('pageNo'), 1));
    const smcDataSetList = listing.slice((number - 1) * size, size).map(row);
    const answer: Answer = json('list', {});
    const inner = JSON.stringify({ allPage: Math.ceil(listing.total / size), smcDataSetList });
    return { ...answer, body: JSON.stringify(inner) };
  }
  if (asked.path !== '/datagov-ops/data/toDetailPage') return undefined;
  const thing = listing.get(asked.query.get('id') ?? '');
  return html('detail', page('数据详情', `<h3>${escaped(thing?.title ?? '')}</h3>`), thing ? 200 : 404);
};
