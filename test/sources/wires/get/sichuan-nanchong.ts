/** Nanchong (sheet 13): five rows a page, a number against caches, a contact that is an object or an empty text. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, json, notAllowed, type Wire, whole, XHR } from '../../wire.ts';

const PATH = '/data/resCatalog/';

function detail(thing: SampledThing) {
  const { phone, email } = thing.contact;
  return {
    ID: Number(thing.id),
    NAME: thing.title,
    PROVIDEDEPT: thing.publisher,
    TAG_ID1: thing.themes[0] ?? null,
    CREATETIME: thing.issued,
    UPDATE_TIME: thing.modified,
    OPENTYPE: thing.openness === null ? null : thing.openness === '无条件开放' ? 1 : 2,
    RESOURCESNUM: thing.volume?.text ?? null,
    TAG_ID2: thing.industry,
    FORMATNAME: thing.formats.filter((format) => format !== 'file').join(','),
    ABSRACTINFO: thing.description,
    provideDetail: phone === null && email === null ? '' : { PHONENUM: phone, EMAIL: email },
  };
}

export const nanchong: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  const fresh = /^0\.\d+/.test(asked.query.get('key') ?? '');
  if (!fresh || !carries(asked, { ...XHR, referer: /\/data\/catalog\// }))
    return forbidden(call === 'find' ? 'list' : 'detail');
  if (call === 'find') {
    const size = Math.min(20, Math.max(1, whole(asked.query.get('rows'), 5)));
    const number = Math.max(1, whole(asked.query.get('page'), 1));
    const data = listing
      .slice((number - 1) * size, size)
      .map((thing) => ({ ID: thing.id === '' ? null : Number(thing.id), NAME: thing.title }));
    return json('list', { count: listing.total, data });
  }
  if (call !== 'getdetailsbyid') return undefined;
  const thing = listing.get(asked.query.get('id') ?? '');
  return json('detail', { data: thing ? [detail(thing)] : [] });
};
