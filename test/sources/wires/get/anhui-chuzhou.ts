/** Chuzhou (sheet 13): pages from 0, whole rows; details by name alone, files as JSON in texts. */
import type { SampledThing } from '../../thing.ts';
import { carries, forbidden, json, notAllowed, type Wire, whole } from '../../wire.ts';

const PATH = '/data/api/OpenDirectory/';

const row = (thing: SampledThing) => ({
  id: thing.id === '' ? null : Number(thing.id),
  name: thing.title,
  companys: { title: thing.publisher },
  fields: { title: thing.themes[1] ?? null },
  themes: { title: thing.themes[0] ?? null },
  createtime: thing.issued,
  updatetime: thing.modified,
  sharetype: thing.openness === null ? null : thing.openness === '无条件开放' ? '2' : '1',
  description: thing.description,
  keyword: thing.keywords.join(','),
});

const filesOf = (thing: SampledThing): string =>
  JSON.stringify(
    thing.formats
      .filter((format) => format !== 'file')
      .map((format, i) => ({ name: `附件${i + 1}.${format}` })),
  );

export const chuzhou: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  if (!carries(asked, { referer: /chuzhou.*\/data\// }))
    return forbidden(call === 'select' ? 'list' : 'detail');
  if (call === 'select') {
    const all = asked.query.get('shareType') === '全部' && asked.query.get('resourceStatus') === '全部';
    const size = Math.min(50, Math.max(1, whole(asked.query.get('size'), 10)));
    const from = whole(asked.query.get('page'), 0) * size;
    const content = all ? listing.slice(from, size).map(row) : [];
    return json('list', { totalElements: all ? listing.total : 0, content });
  }
  if (call !== 'selectName') return undefined;
  // The first of that name, whichever was meant.
  const thing = listing.slice(0, listing.total).find(({ title }) => title === asked.query.get('name'));
  const detailed = thing && listing.get(thing.id);
  if (!detailed) return json('detail', { data: null });
  const url = filesOf(detailed);
  return json('detail', {
    data: { id: Number(detailed.id), phone: detailed.contact.phone, url, fileUrl: url },
  });
};
