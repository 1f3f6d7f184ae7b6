/**
 * What is asked of an OGC API – Records server (OGC 20-004r1): its collections of records, and their items page by
 * page, where the links lead.
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest, RequestPurpose } from '../contract.ts';

export const RecordsOptions = z.strictObject({
  /** The landing page's path under the source's base. */
  path: z
    .string()
    .regex(/^(\/.*[^/]|)$/, 'starts with /, no closing slash')
    .default(''),
  /** The collections to go over; all that say they hold records where there are none. */
  collections: z.array(z.string().min(1)).default([]),
  /** Records to ask for at a time; a server that gives fewer is followed by its links. */
  rows: z.int().positive().max(10_000).default(100),
  /** Take only path and query of a `next` link: for sites that do not know their own address. */
  rebase: z.boolean().default(false),
  /**
   * How to ask for what changed: the parameter that takes an interval of the record's `updated` (`updated`, at some
   * servers `datetime`), or a queryable for a filter in CQL2. Not asked where absent: the standard's own `datetime`
   * is the time that the data are about.
   */
  changes: z
    .union([
      z.strictObject({ parameter: z.string().min(1) }),
      z.strictObject({ queryable: z.string().min(1) }),
    ])
    .optional(),
  /** The page that people open for a record, with `{id}`. */
  page: z.string().min(1).optional(),
});
export type RecordsOptions = z.infer<typeof RecordsOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function recordsOptions(source: HarvestableSource): RecordsOptions {
  const parsed = RecordsOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/** The collection that is gone over, the page to ask for, and what went by: records of it, and the last page's first id. */
const RecordsCursor = z.strictObject({
  collection: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  passed: z.int().nonnegative(),
  first: z.string().nullable(),
});
export type RecordsCursor = z.infer<typeof RecordsCursor>;

/** Throws `listing.cursor-invalid`. */
export function recordsCursor(cursor: Cursor): RecordsCursor {
  const parsed = RecordsCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

export const documentRequest = (purpose: RequestPurpose, url: string): HttpRequest => ({
  method: 'GET',
  purpose,
  url,
  headers: { accept: 'application/geo+json, application/json;q=0.9, */*;q=0.1' },
});

export const collectionsUrl = (source: HarvestableSource, { path }: RecordsOptions): string =>
  `${source.harvest.base}${path}/collections?f=json`;

/** The first page of a collection; `since`: of what changed at or after it. */
export function startCursor(
  source: HarvestableSource,
  options: RecordsOptions,
  collection: string,
  since: string | null,
): RecordsCursor {
  const query = new URLSearchParams({ f: 'json', limit: String(options.rows) });
  if (since !== null && options.changes !== undefined) {
    if ('parameter' in options.changes) query.set(options.changes.parameter, `${since}/..`);
    else {
      query.set('filter', `${options.changes.queryable} >= TIMESTAMP('${since}')`);
      query.set('filter-lang', 'cql2-text');
    }
  }
  const { base } = source.harvest;
  const url = `${base}${options.path}/collections/${encodeURIComponent(collection)}/items?${query}`;
  return { collection, url, passed: 0, first: null };
}
