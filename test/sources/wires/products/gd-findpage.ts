/** “开放广东” (sheet 06): one vocabulary over four wire forms, datasets and interfaces apart. */
import type { SampledThing } from '../../thing.ts';
import {
  type Answer,
  type Asked,
  form,
  html,
  isJson,
  json,
  jsonBody,
  type Listing,
  page,
  type RequestKind,
  unsupported,
  type Wire,
  whole,
} from '../../wire.ts';

/** What the identifiers of things begin with that stand in the interfaces' catalogue. */
const API = 'api:';
const isApi = (thing: SampledThing): boolean => thing.id.startsWith(API);
const own = (thing: SampledThing): string => (isApi(thing) ? thing.id.slice(API.length) : thing.id);

const facts = (thing: SampledThing) => ({
  resTitle: thing.title,
  resAbstract: thing.description,
  keyword: thing.keywords.join('、'),
  publishDate: thing.issued,
});

const notAllowed = (kind: RequestKind): Answer => html(kind, page('405', '<h1>405</h1>'), 405);

/** The rows of a numbered page, of the size that is asked for up to the site's own. */
function rowsOf(listing: Listing, number: unknown, size: unknown, most: number): SampledThing[] {
  const count = Math.min(most, Math.max(1, whole(size, most)));
  return listing.slice((Math.max(1, whole(number, 1)) - 1) * count, count);
}

/** Guangdong: JSON, eight rows, pages without a number of rows. */
export const guangdong: Wire = (asked, all) => {
  const match =
    /^\/backOpen\/open\/data\/(data\/openCatalog|dataManageApi\/api)\/(findPageBySearch|selectData(?:Catalog|Api)ByResId)$/.exec(
      asked.path,
    );
  if (!match) return undefined;
  const api = match[1] === 'dataManageApi/api';
  const kind = match[2] === 'findPageBySearch' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!isJson(asked)) return unsupported(kind, asked.path);
  const body = jsonBody(asked.body) ?? {};
  if (kind === 'list') {
    const fields = api ? ['officecCode', 'sourceType'] : ['officeCode', 'sourceSuffix'];
    if (!fields.every((name) => name in body) || (!api && body.sourceType !== '1'))
      return json('list', { code: 500, msg: '系统异常' });
    const listing = all.where((thing) => isApi(thing) === api);
    const list = rowsOf(listing, body.pageNo, body.pageSize, 8).map((thing) => ({
      resId: own(thing),
      resTitle: thing.title,
    }));
    return json('list', { code: 200, data: { page: { pages: Math.ceil(listing.total / 8), list } } });
  }
  if (match[2] !== (api ? 'selectDataApiByResId' : 'selectDataCatalogByResId')) return undefined;
  const thing = all.get((api ? API : '') + String(body.resId ?? ''));
  return json('detail', {
    code: 200,
    data: thing && {
      ...facts(thing),
      officeName: thing.publisher,
      subjectName: thing.themes.join(','),
      lastModifyTime: thing.modified,
      openMode: thing.openness,
      email: thing.contact.email,
      sourceSuffix: thing.formats.join(','),
    },
  });
};

const twice = (kind: 'list', name: string, listing: Listing, sent: URLSearchParams): Answer => {
  const list = rowsOf(listing, sent.get('pageNo'), sent.get('pageSize'), 20).map((thing) => ({
    resId: own(thing),
    resTitle: thing.title,
  }));
  const cityCount = Math.ceil(listing.total / 3);
  const otherData = { cityCount, countyCount: listing.total - cityCount };
  return json(kind, { [name]: JSON.stringify({ list, pageSize: 6, otherData }) });
};

/** Shenzhen, and Fuzhou, whose interfaces nobody has seen: a form; a body that is none is read as page 1 of 20 rows. */
export const findPage =
  (city: 'shenzhen' | 'fuzhou'): Wire =>
  (asked: Asked, all) => {
    const sent = form(asked);
    const lists: Record<string, [name: string, api: boolean]> = {
      '/data/dataSet/findPage': ['dataList', false],
      ...(city === 'shenzhen' ? { '/data/api/findPageByParams': ['apiList', true] } : {}),
    };
    const list = lists[asked.path];
    if (list) {
      if (asked.method !== 'POST') return notAllowed('list');
      return twice(
        'list',
        list[0],
        city === 'fuzhou' ? all : all.where((thing) => isApi(thing) === list[1]),
        sent,
      );
    }
    if (asked.path !== '/data/catalog/selectDataCatalogByResId') return undefined;
    if (asked.method !== 'POST') return notAllowed('detail');
    const id = sent.get('resId') ?? '';
    const thing = all.get(id) ?? all.get(API + id);
    if (!thing) return json('detail', {});
    const said = { ...facts(thing), dataUpdateTime: thing.modified, subjectName: thing.themes.join(',') };
    const suffix = thing.formats.join(',').replace(/^\[|\]$/g, '');
    return json(
      'detail',
      city === 'shenzhen'
        ? {
            ...said,
            officeName: thing.publisher,
            tradeName: thing.industry,
            updateCycle: thing.frequency,
            openLevelName: thing.openness,
            phone: thing.contact.phone,
            sourceSuffix: suffix,
          }
        : {
            ...said,
            fullName: thing.publisher,
            openMode: thing.openness === '无条件开放' ? '普遍开放' : thing.openness,
            phone: thing.contact.phone,
            sourceSuffix: `[${suffix}]`,
          },
    );
  };

/** Suizhou: a second slash, rows by number, details as JSON under a name of their kind. */
export const suizhou: Wire = (asked, all) => {
  const [, path, rest = ''] = /^\/data\/\/(dataSet|dataApi)\/(.+)$/.exec(asked.path) ?? [];
  if (path === undefined) return undefined;
  const api = path === 'dataApi';
  if (rest === 'findPage') {
    if (asked.method !== 'POST') return notAllowed('list');
    const sent = form(asked);
    const listing = all.where((thing) => isApi(thing) === api);
    const list = rowsOf(listing, sent.get('page'), sent.get('limit'), 10).map((thing) => ({
      id: own(thing) && Number(own(thing)),
      resTitle: thing.title,
    }));
    return json('list', { count: listing.total, list });
  }
  const id = /^toDataDetails\/(\d+)$/.exec(rest)?.[1];
  if (id === undefined) return undefined;
  const thing = all.get((api ? API : '') + id);
  const metadata = thing && {
    id: Number(id),
    ...facts(thing),
    officeName: thing.publisher,
    classifName: thing.themes.join(','),
    dataUpdateTime: thing.modified,
    UpdateCycle: thing.frequency,
    openLevel: thing.openness,
    metadataFileSuffix: thing.formats.join(','),
  };
  return json('detail', { [api ? 'apiMetadata' : 'setMetadata']: metadata ?? null });
};
