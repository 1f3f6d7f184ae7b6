/** Hangzhou (sheet 12): JSON in a form field; each dataset twice, as data and as interface; some details no JSON. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  codeOf,
  forbidden,
  form,
  html,
  json,
  jsonBody,
  notAllowed,
  type Wire,
  whole,
  XHR,
} from '../../../wire.ts';

const PATH = '/dop/dataOpen/';
const LEVELS = { 1: '登录开放', 2: '申请开放', 3: '完全开放' };
const WORDS: Record<string, string> = { 无条件开放: '完全开放', 有条件开放: '申请开放' };

const isApi = (thing: SampledThing): boolean => thing.formats.includes('api');

const detail = (thing: SampledThing) => ({
  id: Number(thing.id),
  source_name: thing.title,
  private_dept: thing.publisher,
  area_county: '市级',
  instruction: thing.description,
  create_date: thing.issued,
  modify_date: thing.modified,
  updateCycle: thing.frequency,
  open_level:
    thing.openness === null ? null : Number(codeOf(LEVELS, WORDS[thing.openness] ?? thing.openness) ?? 1),
  deptTel: thing.contact.phone,
  data_count: thing.volume?.text ?? null,
});

export const hangzhou: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'list.action' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!carries(asked, { ...XHR, referer: /\/dop\// })) return forbidden(kind);
  const sent = jsonBody(form(asked).get('postData') ?? '');
  const split = sent?.pageSplit as Record<string, unknown> | undefined;
  if (!sent || !split) return html(kind, '<h1>HTTP Status 500</h1><p>postData</p>', 500);
  if (kind === 'list') {
    const size = Math.min(50, Math.max(1, whole(split.pageSize, 10)));
    const number = Math.max(1, whole(split.pageNumber, 1));
    const rows = listing.slice((number - 1) * size, size).map((thing) => ({
      id: thing.id === '' ? null : Number(thing.id),
      source_name: thing.title,
      source_type: isApi(thing) ? 'API' : 'DATA',
    }));
    return json('list', { total: listing.total, rows });
  }
  const wanted = /^(data|api)Detail\.action$/.exec(call)?.[1];
  if (!wanted) return undefined;
  const thing = listing.get(String(sent.source_id ?? ''));
  if (!thing || isApi(thing) !== (wanted === 'api')) return json('detail', {});
  // An interface without an office's telephone ends in the server's own page.
  if (wanted === 'api' && thing.description === null) return html('detail', '<h1>HTTP Status 500</h1>');
  return json('detail', wanted === 'api' ? { serviceModel: detail(thing) } : { resInfo: detail(thing) });
};
