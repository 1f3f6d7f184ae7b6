/** Hefei (sheet 13): details by POST with two ids, compact times, some blank names, pages off by one. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, form, isForm, json, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const PATH = '/open-data-web/kfzy/';
/** The legend knows two codes; others come as well. */
const FREQUENCY: Record<string, string> = { 每年: '6', 每两年: '8', 每月: '3' };

const compact = (date: string | null): string | null => date?.replace(/[-: ]/g, '') ?? null;
/** One in eight has no name but its summary. */
const unnamed = (thing: SampledThing): boolean => /[07]$/.test(thing.id);

const detail = (thing: SampledThing) => ({
  zy: unnamed(thing) ? ' ' : thing.title,
  tgdwmc: thing.publisher,
  filedName: thing.themes.join(','),
  cjsj: compact(thing.issued),
  gxsj: compact(thing.modified),
  gxpl: FREQUENCY[thing.frequency ?? ''] ?? '',
  zymc: unnamed(thing) ? thing.title : thing.description,
  fjhzm: thing.formats
    .filter((format) => format !== 'file')
    .join(' ')
    .toUpperCase(),
});

export const hefei: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  if (call === 'queryKfZyPage.do') {
    if (asked.method !== 'GET') return notAllowed('list');
    if (!carries(asked, XHR)) return forbidden('list');
    const found = asked.query.get('zylxdm') === '1' && asked.query.get('rtcode') === '03';
    const size = Math.min(50, Math.max(1, whole(asked.query.get('pageSize'), 10)));
    const number = Math.max(1, whole(asked.query.get('currentPageNo'), 1));
    const rows = found ? listing.slice((number - 1) * size, size) : [];
    const result = rows.map(({ id }) => ({ id, zyId: id === '' ? '' : `zy${id}` }));
    // The last page is not counted.
    const totalPageCount = Math.max(0, Math.ceil(listing.total / size) - 1);
    return json('list', { code: '200', data: { totalPageCount, result } });
  }
  if (call !== 'getKfzyDetail.do') return undefined;
  if (asked.method !== 'POST') return notAllowed('detail');
  if (!isForm(asked) || !carries(asked, { ...XHR, referer: /detail-hfs\.do/ })) return forbidden('detail');
  const sent = form(asked);
  const thing = sent.get('zyId') === `zy${sent.get('id')}` ? listing.get(sent.get('id') ?? '') : undefined;
  return json('detail', { code: '200', data: thing ? detail(thing) : {} });
};
