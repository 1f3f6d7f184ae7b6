/**
 * What is asked of a catalogue service for the web: `GetRecords`, posted or as KVP, by CSW 2.0.2 (OGC 07-006r1) or 3.0
 * (OGC 12-176r7), with a filter by date where only a part is asked for.
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';
import type { Window } from '../paging/windows.ts';

/** Output schemas by the names that options give them. */
const SCHEMAS: Record<string, string> = {
  iso19139: 'http://www.isotc211.org/2005/gmd',
  'iso19115-3': 'http://standards.iso.org/iso/19115/-3/mdb/2.0',
  dcat: 'http://www.w3.org/ns/dcat#',
};
const VERSIONS = {
  '2.0.2': { csw: 'http://www.opengis.net/cat/csw/2.0.2', filter: 'http://www.opengis.net/ogc' },
  '3.0.0': { csw: 'http://www.opengis.net/cat/csw/3.0', filter: 'http://www.opengis.net/fes/2.0' },
} as const;
const DAY = 86_400_000;

export const CswOptions = z.strictObject({
  /** The service's address under the source's base, with query if it has one (`/csw`, `/srv/chi/csw`). */
  path: z
    .string()
    .regex(/^([/?]|$)/, 'starts with / or ?')
    .default(''),
  version: z.enum(['2.0.2', '3.0.0']).default('2.0.2'),
  /** How it is asked. 2.0.2 makes XML in a POST a must, 3.0 makes KVP in a GET one. */
  method: z.enum(['post', 'get']).optional(),
  /** What records come in: `dc`, `iso19139`, `iso19115-3`, `dcat`, or another schema's address as the server names it. */
  schema: z.string().min(1).default('iso19139'),
  /** What is asked for; some servers want `gmd:MD_Metadata` here. */
  typeNames: z.string().min(1).optional(),
  /** Records to ask for at a time; a server that gives fewer is followed at its own step. */
  rows: z.int().positive().max(1000).default(50),
  /** A queryable that gives an order which does not change while pages are turned, as `dc:identifier`. */
  sortBy: z.string().min(1).optional(),
  /** Positions end here; whether they do is found out where more is matched than the usual cap. */
  cap: z.int().positive().optional(),
  /** The queryable for the date of change. */
  modified: z.string().min(1).default('dct:modified'),
  /** Ask for what changed only, between full listings. */
  changes: z.boolean().default(true),
  /** The page that people open for a record, with `{id}`. */
  page: z.string().min(1).optional(),
});
export type CswOptions = z.infer<typeof CswOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function cswOptions(source: HarvestableSource): CswOptions {
  const parsed = CswOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/**
 * The next position, the most records that a page had, and the last page's first id, by which a page that comes again
 * is known.
 */
const CswCursor = z.strictObject({
  position: z.int().positive(),
  step: z.int().nonnegative(),
  first: z.string().nullable(),
});
export type CswCursor = z.infer<typeof CswCursor>;

/** Throws `listing.cursor-invalid`. */
export function cswCursor(cursor: Cursor | null): CswCursor {
  if (cursor === null) return { position: 1, step: 0, first: null };
  const parsed = CswCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

/** Dates of catalogues are days at the coarsest: what is finer is not told apart everywhere. */
export const TICK = DAY;

const dated = (instant: number): string => {
  const text = new Date(instant).toISOString();
  return instant % DAY === 0 ? text.slice(0, 10) : text.replace(/\.\d+Z$/, 'Z');
};
/** What is about a place begins no later than what was asked for. */
const floored = (instant: number): number => Math.floor(instant / TICK) * TICK;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

function filterOf({ version, modified }: CswOptions, window: Window): string {
  const property = version === '2.0.2' ? 'PropertyName' : 'ValueReference';
  const name = `<f:${property}>${escaped(modified)}</f:${property}>`;
  const compared = (operator: string, instant: number) =>
    `<f:${operator}>${name}<f:Literal>${dated(instant)}</f:Literal></f:${operator}>`;
  const parts =
    window === 'undated'
      ? [`<f:PropertyIsNull>${name}</f:PropertyIsNull>`]
      : [
          ...(window.from === null ? [] : [compared('PropertyIsGreaterThanOrEqualTo', floored(window.from))]),
          ...(window.until === null ? [] : [compared('PropertyIsLessThan', window.until)]),
        ];
  const inside = parts.length > 1 ? `<f:And>${parts.join('')}</f:And>` : parts.join('');
  return inside === ''
    ? ''
    : `<f:Filter xmlns:f="${VERSIONS[version].filter}" xmlns:dct="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:apiso="http://www.opengis.net/cat/csw/apiso/1.0">${inside}</f:Filter>`;
}

interface Part {
  position: number;
  rows: number;
  /** The number only. */
  hits?: boolean;
}

function posted(options: CswOptions, window: Window | null, { position, rows, hits }: Part): string {
  const { version, sortBy } = options;
  const { csw, filter: space } = VERSIONS[version];
  const filter = window === null ? '' : filterOf(options, window);
  const property = version === '2.0.2' ? 'PropertyName' : 'ValueReference';
  const sorted =
    sortBy === undefined
      ? ''
      : `<f:SortBy xmlns:f="${space}"><f:SortProperty><f:${property}>${escaped(sortBy)}</f:${property}><f:SortOrder>ASC</f:SortOrder></f:SortProperty></f:SortBy>`;
  const { schema, typeNames } = named(options);
  const kind = version === '2.0.2' ? ` resultType="${hits ? 'hits' : 'results'}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<csw:GetRecords xmlns:csw="${csw}" xmlns:gmd="${SCHEMAS.iso19139}" service="CSW" version="${version}"${kind} startPosition="${position}" maxRecords="${rows}" outputFormat="application/xml" outputSchema="${escaped(schema)}"><csw:Query typeNames="${escaped(typeNames)}"><csw:ElementSetName>full</csw:ElementSetName>${
    filter === ''
      ? ''
      : `<csw:Constraint version="${version === '2.0.2' ? '1.1.0' : '2.0.0'}">${filter}</csw:Constraint>`
  }${sorted}</csw:Query></csw:GetRecords>`;
}

const named = ({ version, schema, typeNames }: CswOptions): { schema: string; typeNames: string } => ({
  schema: schema === 'dc' ? VERSIONS[version].csw : (SCHEMAS[schema] ?? schema),
  typeNames: typeNames ?? 'csw:Record',
});

function kvp(options: CswOptions, window: Window | null, { position, rows, hits }: Part): URLSearchParams {
  const { version, sortBy } = options;
  const { schema, typeNames } = named(options);
  const filter = window === null ? '' : filterOf(options, window);
  return new URLSearchParams({
    service: 'CSW',
    version,
    request: 'GetRecords',
    typeNames,
    elementSetName: 'full',
    outputSchema: schema,
    outputFormat: 'application/xml',
    ...(version === '2.0.2' ? { resultType: hits ? 'hits' : 'results' } : {}),
    startPosition: String(position),
    maxRecords: String(rows),
    ...(filter === ''
      ? {}
      : {
          constraintLanguage: 'FILTER',
          constraint_language_version: version === '2.0.2' ? '1.1.0' : '2.0.0',
          constraint: filter,
        }),
    ...(sortBy === undefined ? {} : { sortBy: version === '2.0.2' ? `${sortBy}:A` : `${sortBy} ASC` }),
  });
}

/** `window`: what changed in it only. 3.0 knows no request for the number alone: one record is asked for with it. */
export function recordsRequest(
  source: HarvestableSource,
  options: CswOptions,
  window: Window | null,
  part: Part,
): HttpRequest {
  const address = `${source.harvest.base}${options.path}`;
  const headers = { accept: 'application/xml, text/xml;q=0.9, */*;q=0.1' };
  const method = options.method ?? (options.version === '2.0.2' ? 'post' : 'get');
  return method === 'post'
    ? {
        method: 'POST',
        purpose: 'list',
        url: address,
        headers: { ...headers, 'content-type': 'application/xml; charset=utf-8' },
        body: posted(options, window, part),
      }
    : {
        method: 'GET',
        purpose: 'list',
        url: `${address}${address.includes('?') ? '&' : '?'}${kvp(options, window, part)}`,
        headers,
      };
}
