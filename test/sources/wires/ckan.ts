/** CKAN's Action API (docs.ckan.org, API guide): `package_search` by start and rows, at most 1000; `package_show`. */
import { identifier, type SampledThing } from '../thing.ts';
import {
  type Answer,
  type Asked,
  day,
  isJson,
  json,
  jsonBody,
  type Site,
  type Wire,
  whole,
} from '../wire.ts';

const ROWS_LIMIT = 1000;
const MEDIA: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  api: 'application/json',
};

/** CKAN writes UTC without a zone. */
const utc = (date: string | null): string => `${day(date) || '2020-01-01'}T02:00:00.000000`;

function packageOf(thing: SampledThing, site: Site) {
  const home = `${site.origin}${site.context}`;
  const extras: [string, string | null | undefined][] = [
    [/共享/.test(thing.openness ?? '') ? '共享类型' : '开放类型', thing.openness],
    ['更新频率', thing.frequency],
    ['所属行业', thing.industry],
    ['数据量', thing.volume?.text],
    ['首次发布日期', thing.issued],
    ['更新日期', thing.modified],
    ...Object.entries(thing.extras),
  ];
  return {
    id: thing.id,
    name: thing.id,
    title: thing.title,
    notes: thing.description,
    type: 'dataset',
    state: 'active',
    private: false,
    author: thing.publisher,
    maintainer: thing.contact.name,
    maintainer_email: thing.contact.email,
    metadata_created: utc(thing.issued),
    metadata_modified: utc(thing.modified ?? thing.issued),
    license_id: 'other-open',
    license_title: '公共数据开放协议',
    url: `${home}/dataset/${thing.id}`,
    organization:
      thing.publisher === null
        ? null
        : {
            id: identifier('uuid', thing.publisher),
            name: identifier('hex32', thing.publisher).slice(0, 12),
            title: thing.publisher,
            type: 'organization',
            state: 'active',
          },
    groups: thing.themes.map((theme) => ({
      id: identifier('uuid', theme),
      name: identifier('hex32', theme).slice(0, 12),
      display_name: theme,
      title: theme,
    })),
    tags: thing.keywords.map((name) => ({ name, display_name: name, state: 'active', vocabulary_id: null })),
    extras: extras.filter(([, value]) => value != null).map(([key, value]) => ({ key, value })),
    num_tags: thing.keywords.length,
    num_resources: thing.formats.length,
    resources: thing.formats.map((format, position) => ({
      id: identifier('uuid', `${thing.id} ${format}`),
      package_id: thing.id,
      position,
      name: `${thing.title}.${format}`,
      format: format.toUpperCase(),
      mimetype: MEDIA[format] ?? null,
      size: null,
      url: `${home}/dataset/${thing.id}/resource/${format}`,
      url_type: format === 'api' ? 'datastore' : 'upload',
      created: utc(thing.issued),
      last_modified: utc(thing.modified ?? thing.issued),
    })),
  };
}

export interface CkanVariant {
  /** Rows behind which a search is refused: a proxy's, or a search engine's limit on how deep a result may be paged. */
  cap?: number;
  /** The site looks at no filter by date: a proxy drops it. */
  deaf?: boolean;
}

/**
 * Solr's filter by date of change, as `fq` bears it: a half-open or closed range, or none of its dates; undefined where it
 * bears none.
 */
function lets(fq: string, deaf: boolean): ((thing: SampledThing) => boolean) | undefined {
  const range = /metadata_modified:\[(\S+) TO ([^\]}]+)([\]}])/.exec(fq);
  if (deaf || range === null) return undefined;
  // Every package of CKAN's has a date of change.
  if (/-metadata_modified/.test(fq)) return () => false;
  const [, from = '*', until = '*', closing] = range;
  return (thing) => {
    const at = Date.parse(`${utc(thing.modified ?? thing.issued)}Z`);
    if (from !== '*' && at < Date.parse(from)) return false;
    return until === '*' || at < Date.parse(until) || (closing === ']' && at === Date.parse(until));
  };
}

const failure = (kind: Answer['kind'], status: number, error: Record<string, unknown>): Answer =>
  json(kind, { help: '', success: false, error }, status);

/** Parameters of the query, or of a JSON body where the action is posted; undefined where the body is neither. */
function parameters(asked: Asked): ((name: string) => unknown) | undefined {
  if (asked.method === 'GET') return (name) => asked.query.get(name) ?? undefined;
  const body = isJson(asked) ? jsonBody(asked.body || '{}') : undefined;
  return body && ((name) => body[name]);
}

export function ckan(site: Site, variant: CkanVariant = {}): Wire {
  const folder = `${site.context}/api/3/action/`;
  const olderFolder = `${site.context}/api/action/`;
  return (asked, listing) => {
    const { cap = Number.POSITIVE_INFINITY, deaf = false } = variant;
    const under = [folder, olderFolder].find((each) => asked.path.startsWith(each));
    if (!under) return undefined;
    const action = asked.path.slice(under.length);
    const help = `${site.origin}${folder}help_show?name=${action}`;
    const parameter = parameters(asked);
    if (!parameter) return failure('other', 400, { __type: 'Bad Request', message: 'JSON 解析错误' });
    if (action === 'package_show') {
      const id = parameter('id');
      if (typeof id !== 'string' || id === '') {
        return failure('detail', 409, { __type: 'Validation Error', name_or_id: ['缺少值'] });
      }
      const thing = listing.get(id);
      if (!thing)
        return failure('detail', 404, { __type: 'Not Found Error', message: 'Not found: 未找到数据集' });
      return json('detail', { help, success: true, result: packageOf(thing, site) });
    }
    if (action === 'package_search') {
      const rows = Math.min(ROWS_LIMIT, whole(parameter('rows'), 10));
      const start = whole(parameter('start'), 0);
      for (const name of ['rows', 'start']) {
        const value = parameter(name);
        if (value !== undefined && !/^\d+$/.test(String(value))) {
          return failure('list', 409, { __type: 'Validation Error', [name]: ['Must be a natural number'] });
        }
      }
      if (start + rows > cap) {
        const message = `Result window is too large, from + size must be less than or equal to: [${cap}]`;
        return failure('list', 400, { __type: 'Search Query Error', message });
      }
      const filter = lets(String(parameter('fq') ?? ''), deaf);
      const found = filter === undefined ? listing : listing.where(filter);
      const results = found.slice(start, rows).map((thing) => packageOf(thing, site));
      return json('list', {
        help,
        success: true,
        result: {
          count: found.total,
          facets: {},
          sort: 'metadata_modified desc',
          results,
          search_facets: {},
        },
      });
    }
    if (action === 'status_show') {
      return json('other', {
        help,
        success: true,
        result: { ckan_version: '2.11.3', site_title: site.title, site_url: site.origin },
      });
    }
    return json('other', `Bad request - Action name not known: ${action}`, 400);
  };
}
