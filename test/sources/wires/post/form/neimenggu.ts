/** Inner Mongolia (sheet 12): forms in, JSON out; the page size is the site's own; 19-digit identifiers. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  day,
  forbidden,
  form,
  isForm,
  json,
  notAllowed,
  type Wire,
  whole,
  XHR,
} from '../../../wire.ts';

const PATH = '/data/dataSet/';
const SIZE = 12;

const record = (thing: SampledThing) => ({
  id: thing.id,
  title: thing.title,
  openType: thing.openness,
  remark: thing.description,
  subjectName: thing.themes.join(','),
  dataUpdatePeriod: thing.frequency,
  orgName: thing.publisher,
  publishDate: day(thing.issued),
  updateDate: day(thing.modified),
});

export const neimenggu: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'list' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!carries(asked, { ...XHR, referer: /./ }) || !isForm(asked)) return forbidden(kind);
  const sent = form(asked);
  if (call === 'list') {
    // Without its fixed order the search finds nothing.
    const found = sent.get('sidx') === 't' && sent.get('sord') === 'desc';
    const number = Math.max(1, whole(sent.get('page'), 1));
    const data = found
      ? listing.slice((number - 1) * SIZE, SIZE).map(({ id, title }) => ({ id, title }))
      : [];
    return json('list', { ttlpage: found ? Math.ceil(listing.total / SIZE) : 0, data });
  }
  if (call !== 'dataInfo') return undefined;
  const thing = listing.get(sent.get('id') ?? '');
  return json('detail', { record: thing ? record(thing) : null });
};
