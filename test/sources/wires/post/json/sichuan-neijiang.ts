/** Neijiang (sheet 12): pages from 0, the query counts; identifiers are numbers beyond 2^53; times in milliseconds. */
import type { SampledThing } from '../../../thing.ts';
import {
  type Answer,
  carries,
  epoch,
  forbidden,
  isJson,
  json,
  jsonBody,
  notAllowed,
  unsupported,
  type Wire,
  whole,
} from '../../../wire.ts';

const PATH = '/api/openPortal/resourceCatalog/';

/** Written as numbers of all their digits, as Java does. */
const unquoted = (answer: Answer): Answer => ({
  ...answer,
  body: answer.body.replace(/"id":"(\d+)"/g, '"id":$1'),
});

const detail = (thing: SampledThing) => ({
  id: thing.id,
  catalogName: thing.title,
  departmentName: thing.publisher,
  topicNameList: thing.themes,
  createdDate: epoch(thing.issued),
  lastUpdatedDate: epoch(thing.modified),
  openTypeValue: thing.openness,
  dataNum: thing.volume === null ? null : Number(thing.volume.text.replace(/\D/g, '')),
  industryName: thing.industry ?? '',
  accessFrequency: thing.frequency,
  departPhone: thing.contact.phone,
  departEmail: thing.contact.email,
  resourceFormatValue: thing.formats.join(','),
  catalogDesc: thing.description,
});

export const neijiang: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'pageList' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!isJson(asked)) return unsupported(kind, asked.path);
  if (!carries(asked, { referer: /neiJiangPublicData/ })) return forbidden(kind);
  // The number as it is written: read as one it would be another.
  const id = /"id"\s*:\s*"?(\d+)/.exec(asked.body)?.[1] ?? '';
  if (kind === 'list') {
    if (!jsonBody(asked.body)) return json('list', { status: 400, error: 'Bad Request' }, 400);
    const size = Math.min(100, Math.max(1, whole(asked.query.get('size'), 20)));
    const content = listing
      .slice(whole(asked.query.get('page'), 0) * size, size)
      .map((thing) => ({ id: thing.id, catalogName: thing.title, lastUpdatedDate: epoch(thing.modified) }));
    return unquoted(
      json('list', { code: 200, data: { totalPages: Math.ceil(listing.total / size), content } }),
    );
  }
  if (call !== 'getById') return undefined;
  const thing = listing.get(id);
  return unquoted(json('detail', { code: 200, data: thing ? detail(thing) : null }));
};
