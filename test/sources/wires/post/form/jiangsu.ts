/** Jiangsu province (sheet 12, Epoint's /extranet): the whole body is a URL-encoded JSON; pages from 0. */
import type { SampledThing } from '../../../thing.ts';
import { day, isForm, json, jsonBody, type Wire, whole } from '../../../wire.ts';

const PATH = '/extranet/rest/dataOpen/';
const TAGS: Record<string, string> = { file: '其他', api: '接口' };

const detail = (thing: SampledThing) => ({
  rowGuid: thing.id,
  resourcesName: thing.title,
  resourceUsage: thing.scenario,
  openCondition: thing.openness,
  updateFrequency: thing.frequency,
  updateDate: day(thing.modified),
  provideDepartName: thing.publisher,
  belongIndustry: thing.industry,
  resourceSubject: thing.themes[0] ?? null,
  editionNum: thing.version,
  resourceDetail: thing.description,
});

const isProvincial = (thing: SampledThing): boolean => /^(?:江苏)?省/.test(thing.publisher ?? '');

const failed = (text: string) => json('other', { custom: {}, status: { code: 0, text } });

export const jiangsu: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'POST') return json('other', { status: 405, error: 'Method Not Allowed' }, 405);
  let text = '';
  try {
    text = decodeURIComponent(asked.body);
  } catch {
    return failed('参数解码失败');
  }
  const params = isForm(asked) && /^%7B/i.test(asked.body) ? jsonBody(text)?.params : undefined;
  if (typeof params !== 'object' || params === null) return failed('参数错误');
  const given = params as Record<string, unknown>;
  switch (asked.path.slice(PATH.length)) {
    case 'getResourceList': {
      const size = Math.min(50, Math.max(1, whole(given.pageSize, 15)));
      // The peer walked `city` "" and "all" and had each entry once, so the two are the province's and the cities'.
      const cities = given.city === 'all';
      const part = listing.where((thing) => isProvincial(thing) !== cities);
      const resultList = part.slice(whole(given.currentPage, 0) * size, size).map((thing) => ({
        rowGuid: thing.id,
        resourcesName: thing.title,
        updateDate: day(thing.modified),
        tag: thing.formats.map((format) => ({ name: TAGS[format] ?? format.toUpperCase() })),
      }));
      return json('list', { custom: { total: String(part.total), resultList }, status: { code: 1 } });
    }
    case 'getResourceDetail': {
      const thing = listing.get(String(given.rowGuid ?? ''));
      return json('detail', { custom: thing ? detail(thing) : {}, status: { code: thing ? 1 : 0 } });
    }
    default:
      return undefined;
  }
};
