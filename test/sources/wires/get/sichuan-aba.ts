/** Aba (sheet 13): headers that are empty but there, 暂无 for what is not known, keys that may be missing. */
import type { SampledThing } from '../../thing.ts';
import { forbidden, json, notAllowed, type Wire, whole } from '../../wire.ts';

const PATH = '/ABaPrefectureGateway/open/api/';

function detail(thing: SampledThing): Record<string, unknown> {
  const told: Record<string, unknown> = {
    tableId: Number(thing.id),
    subjectBaseName: thing.title,
    orgName: thing.publisher,
    fieldName: thing.themes[0] ?? '暂无',
    releaseTime: thing.issued,
    openTypeName: thing.openness === null ? '暂无' : thing.openness.replace(/开放$/, ''),
    dataNumSum: Number(thing.volume?.text.replaceAll(',', '') ?? 0),
    industry: thing.industry ?? '暂无',
    orgPhone: thing.contact.phone,
    orgEmail: thing.contact.email,
    label: thing.keywords.join(',') || '暂无',
    tableRemark: thing.description,
    dataType: thing.formats.join(','),
  };
  if (thing.frequency !== null) told.frequency = thing.frequency;
  if (thing.modified !== null) told.updateTime = thing.modified;
  return told;
}

export const aba: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  if (asked.headers.authorization === undefined || asked.headers['x-access-token'] === undefined)
    return forbidden(call === 'getTableList' ? 'list' : 'detail');
  const answer = (resultMap: Record<string, unknown>) => ({ code: 200, data: { resultMap } });
  if (call === 'getTableList') {
    const size = Math.min(50, Math.max(1, whole(asked.query.get('count'), 10)));
    const number = Math.max(1, whole(asked.query.get('page'), 1));
    const abaTableList = listing
      .slice((number - 1) * size, size)
      .map(({ id, title }) => ({ tableId: id === '' ? null : Number(id), subjectBaseName: title }));
    return json('list', answer({ total: listing.total, abaTableList }));
  }
  if (call !== 'getTableDetail') return undefined;
  const thing = listing.get(asked.query.get('tableId') ?? '');
  return json('detail', answer({ abaTableDetail: thing ? detail(thing) : null }));
};
