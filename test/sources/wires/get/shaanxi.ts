/** Shaanxi (sheet 13): the client says how many pages there are; the row is the whole record. */
import { day, html, json, page, type Wire, whole } from '../../wire.ts';

const SIZE = 10;

export const shaanxi: Wire = (asked, listing) => {
  if (asked.path === '/query') {
    if (!asked.query.has('page.totalPages')) return json('list', [{ result: [] }]);
    const number = Math.max(1, whole(asked.query.get('page.pageNo'), 1));
    const result = listing.slice((number - 1) * SIZE, SIZE).map((thing) => ({
      id: thing.id,
      sdataName: thing.title,
      sorgName: thing.publisher,
      sdataTopic: thing.themes,
      spubDate: thing.issued && `${day(thing.issued)} 00:00:00`,
      keywords: thing.keywords.join(','),
      sdataIntro: thing.description,
      sdataFormats: thing.formats.join(',').toUpperCase(),
    }));
    return json('list', [{ result }]);
  }
  if (asked.path !== '/info') return undefined;
  return html('detail', page('数据详情', ''), listing.get(asked.query.get('id') ?? '') ? 200 : 404);
};
