/** What is asked of a DCAT catalogue: its document, and the pages that Hydra links lead to. */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';

export const FORMATS = {
  rdfxml: 'application/rdf+xml',
  turtle: 'text/turtle',
  ntriples: 'application/n-triples',
  nquads: 'application/n-quads',
  trig: 'application/trig',
  jsonld: 'application/ld+json',
} as const;
export type Format = keyof typeof FORMATS;

export const DcatOptions = z.strictObject({
  /** The catalogue's document under the source's base, with query if it has one. */
  path: z
    .string()
    .regex(/^([/?]|$)/, 'starts with / or ?')
    .default(''),
  /** The serialisation; by content type and first characters where absent. */
  format: z.enum(Object.keys(FORMATS) as [Format, ...Format[]]).optional(),
  /** Which classes are records. A node that is a DatasetSeries, too, counts as a series. */
  records: z
    .array(z.enum(['Dataset', 'DataService', 'DatasetSeries']))
    .min(1)
    .default(['Dataset']),
  /** What a record's id is: its dct:identifier or its IRI; the other one where that is missing. */
  idFrom: z.enum(['identifier', 'iri']).default('identifier'),
  /** Take only path and query of a `next` link: for sites that do not know their own address. */
  rebase: z.boolean().default(false),
  /** JSON-LD contexts by address, beside the ones kept with the adapter. */
  contexts: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** Rows handed over at a time from one large document. */
  rows: z.int().positive().default(500),
  /** Limits of one document: bytes, statements, nesting of XML or JSON. */
  maxBytes: z
    .int()
    .positive()
    .default(256 * 1024 * 1024),
  maxQuads: z.int().positive().default(3_000_000),
  maxDepth: z.int().positive().max(1000).default(100),
  /** Statements one record may have. */
  maxRecordQuads: z.int().positive().default(20_000),
});
export type DcatOptions = z.infer<typeof DcatOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function dcatOptions(source: HarvestableSource): DcatOptions {
  const parsed = DcatOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/**
 * The document to ask for, the id in it after which to go on (its records are taken in the order of their ids), and
 * of the document before: its first id, by which a page that comes again is known, its address and its records, by
 * which a full last page is known.
 */
const DcatCursor = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  after: z.string().nullable(),
  first: z.string().nullable(),
  before: z.string().nullable().default(null),
  step: z.int().nonnegative().default(0),
});
export type DcatCursor = z.infer<typeof DcatCursor>;

export function startCursor(source: HarvestableSource, options: DcatOptions): DcatCursor {
  return { url: `${source.harvest.base}${options.path}`, after: null, first: null, before: null, step: 0 };
}

/** Throws `listing.cursor-invalid`. */
export function dcatCursor(cursor: Cursor): DcatCursor {
  const parsed = DcatCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

const ACCEPT_ANY =
  'application/ld+json, text/turtle;q=0.9, application/rdf+xml;q=0.8, application/n-triples;q=0.7';

export const documentRequest = (options: DcatOptions, url: string): HttpRequest => ({
  method: 'GET',
  purpose: 'list',
  url,
  headers: {
    accept:
      options.format === undefined ? `${ACCEPT_ANY}, */*;q=0.1` : `${FORMATS[options.format]}, */*;q=0.1`,
  },
  maxBytes: options.maxBytes,
});

/**
 * The address behind a page, where the way from the page before it to this one was one step of a number in the query
 * (`page=2` to `page=3`); undefined where it was another.
 */
export function stepOn(before: string, here: string): string | undefined {
  const [from, to] = [new URL(before), new URL(here)];
  if (from.origin + from.pathname !== to.origin + to.pathname) return undefined;
  const names = new Set([...from.searchParams.keys(), ...to.searchParams.keys()]);
  const moved = [...names].filter((name) => from.searchParams.get(name) !== to.searchParams.get(name));
  const [name, ...others] = moved;
  if (name === undefined || others.length > 0) return undefined;
  // The first page is often the one without a number.
  const [first, second] = [from.searchParams.get(name) ?? '1', to.searchParams.get(name)];
  if (!/^\d{1,9}$/.test(first) || second === null || !/^\d{1,9}$/.test(second)) return undefined;
  const step = Number(second) - Number(first);
  if (step < 1) return undefined;
  to.searchParams.set(name, String(Number(second) + step));
  return to.href;
}
