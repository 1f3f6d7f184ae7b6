/** Shanghai (sheet 12): JSON text as the body under a form type; a CSRF header that says `null`. */
import type { SampledThing } from '../../../thing.ts';
import { day, isForm, json, jsonBody, type Wire, whole } from '../../../wire.ts';

const PATH = '/zq/api/data_set/';

const detail = (thing: SampledThing) => ({
  dataset_name: thing.title,
  open_list_abstract: thing.description,
  data_label: thing.keywords.join(','),
  data_domain: thing.themes[0] ?? null,
  cou_theme_cls: thing.themes[1] ?? thing.themes[0] ?? null,
  create_date: day(thing.issued),
  update_date: day(thing.modified),
  open_rate: thing.frequency,
  org_name: thing.publisher,
  open_type: thing.openness,
  contact_way: thing.contact.email,
  docType:
    thing.formats.length > 0 ? [{ name: thing.title, path: '', sort: 1, file_type: thing.formats }] : [],
});

export const shanghai: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const name = asked.path.slice(PATH.length).replace(/\/$/, '');
  if (name === 'search') {
    if (asked.method !== 'POST') return json('list', { detail: `方法 “${asked.method}” 不被允许。` }, 405);
    const body = isForm(asked) ? jsonBody(asked.body) : undefined;
    if (!body || asked.headers['x-csrftoken'] !== 'null') {
      return json('list', { code: '400', message: '请求参数错误', data: null }, 400);
    }
    const size = Math.min(10, Math.max(1, whole(body.pageSize, 10)));
    const number = Math.max(1, whole(body.pageNum, 1));
    const content = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ datasetId: thing.id, datasetName: thing.title, updateDate: day(thing.modified) }));
    return json('list', { code: '000000', data: { totalPageNum: Math.ceil(listing.total / size), content } });
  }
  const thing = listing.get(name);
  return thing
    ? json('detail', { code: '000000', data: detail(thing) })
    : json('detail', { code: '404', message: '数据集不存在', data: null }, 404);
};
