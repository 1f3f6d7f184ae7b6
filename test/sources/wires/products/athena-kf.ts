/** /athena/catalog (sheet 07): JSON over POST, and interfaces, where they are apart, over a form. */
import type { SampledThing } from '../../thing.ts';
import { codeOf, day, form, isJson, json, jsonBody, unsupported, type Wire, whole } from '../../wire.ts';

const FREQUENCY: Record<string, string> = {
  1: '每日',
  2: '每周',
  3: '每月',
  4: '每季度',
  5: '每半年',
  6: '每年',
  7: '不定期',
  8: '不更新',
  9: '分钟级',
  10: '小时级',
};

/** A frequency outside the legend: some platform of the product has it, and nobody knows what it says. */
const UNKNOWN = 15;

const facts = (thing: SampledThing, nested: boolean) => ({
  iid: thing.id,
  title: thing.title,
  content: thing.description,
  keywords: thing.keywords.join('、'),
  createDate: day(thing.issued),
  dataUpdateDate: thing.modified,
  domainStr: thing.themes.join('、'),
  deptName: thing.publisher,
  ...(nested
    ? { downloadDataInfo: { openCondition: thing.openness, themeName: thing.industry } }
    : { openCond: thing.openness }),
  dataCount: thing.volume === null ? null : Number(thing.volume.text.replaceAll(',', '')),
  deptContact: thing.contact.phone,
  updateFreq: thing.frequency === null ? null : Number(codeOf(FREQUENCY, thing.frequency) ?? UNKNOWN),
});

/** The interfaces' catalogue has identifiers of its own; things say so by this before theirs. */
const API = 'api:';

const found = (kind: 'detail', value: object | undefined) =>
  json(
    kind,
    value ? { code: 200, msg: '操作成功', data: value } : { code: 200, msg: '操作成功', data: null },
  );

/** `apart`: interfaces are a catalogue beside that of datasets. */
export const athena =
  (apart = false): Wire =>
  (asked, all) => {
    if (!asked.path.startsWith('/athena/')) return undefined;
    const listing = apart ? all.where((thing) => !thing.id.startsWith(API)) : all;
    if (asked.path === '/athena/catalog/page') {
      if (asked.method !== 'POST') return json('list', { code: 405, msg: 'Method Not Allowed' }, 405);
      if (!isJson(asked)) return unsupported('list', asked.path);
      const body = jsonBody(asked.body) ?? {};
      const size = Math.min(10, Math.max(1, whole(body.pageSize, 10)));
      const number = Math.max(1, whole(body.pageNum, 1));
      const rows = listing
        .slice((number - 1) * size, size)
        .map((thing) => ({ iid: thing.id && Number(thing.id), title: thing.title }));
      return json('list', { code: 200, msg: '操作成功', data: { total: listing.total, rows } });
    }
    if (asked.path === '/athena/catalog/getDetails') {
      const thing = listing.get(asked.query.get('dataId') ?? '');
      return found('detail', thing && { ...facts(thing, apart), iid: Number(thing.id) });
    }
    if (!apart) return undefined;
    const sent = form(asked);
    const apis = all.where((thing) => thing.id.startsWith(API));
    if (asked.path === '/athena/interface/getInterfaceDataByPage') {
      if (asked.method !== 'POST') return json('list', { code: 405, msg: 'Method Not Allowed' }, 405);
      const size = Math.min(10, Math.max(1, whole(sent.get('pageSize'), 10)));
      const number = Math.max(1, whole(sent.get('pageNum'), 1));
      const list = apis
        .slice((number - 1) * size, size)
        .map((thing) => ({ iid: Number(thing.id.slice(API.length)), title: thing.title }));
      return json('list', { code: 200, data: { total: apis.total, list } });
    }
    if (asked.path !== '/athena/interface/getApiData') return undefined;
    const thing = apis.get(API + (sent.get('baseDataId') ?? ''));
    return found('detail', thing && { ...facts(thing, true), iid: Number(thing.id.slice(API.length)) });
  };
