/** Anhui province (sheet 12, iFlytek): its headers, forms in, times as fourteen digits. */
import type { SampledThing } from '../../../thing.ts';
import { carries, forbidden, form, isForm, json, notAllowed, type Wire, whole } from '../../../wire.ts';

const PATH = '/dataopen-web/data/';

/** 2023-05-06 10:30:00 as 20230506103000. */
const compact = (date: string | null): string | null => date?.replace(/\D/g, '').padEnd(14, '0') ?? null;

const detail = (thing: SampledThing) => ({
  rid: thing.id,
  catalogName: thing.title,
  publishTime: compact(thing.issued),
  updateTime: compact(thing.modified),
  providerDept: thing.publisher,
  belongFieldName: thing.themes[0] ?? '',
  openTypeName: thing.openness,
  summary: thing.description,
  updateCycleTxt: thing.frequency,
  formats: thing.formats.map((format) => format.toUpperCase()),
});

export const anhui: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'findByPage' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!carries(asked, { iflytek_csrftoken: 'null', referer: /\/dataopen-web\// }) || !isForm(asked))
    return forbidden(kind);
  const sent = form(asked);
  if (kind === 'list') {
    if (!carries(asked, { screen_ratio: /^\d+\*\d+$/ })) return forbidden(kind);
    const size = Math.min(50, Math.max(1, whole(sent.get('pageSize'), 10)));
    const number = Math.max(1, whole(sent.get('pageNum'), 1));
    const rows = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ rid: thing.id, catalogName: thing.title, updateTime: compact(thing.modified) }));
    return json('list', { flag: true, data: { pages: Math.ceil(listing.total / size), rows } });
  }
  if (call !== 'findByRid') return undefined;
  const thing = listing.get(sent.get('rid') ?? '');
  return json('detail', { flag: thing !== undefined, data: thing ? detail(thing) : null });
};
