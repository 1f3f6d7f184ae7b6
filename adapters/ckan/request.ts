/**
 * What is asked of a CKAN site: Action API v3, `package_search` page by page, and `package_show` where a list
 * row is not the whole record. Source of the facts: CKAN's API guide, "Action API reference".
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/source.ts';
import type { HttpRequest, RequestPurpose } from '../contract.ts';

export const CkanOptions = z.strictObject({
  /** Path of the Action API under the source's base. */
  path: z.string().regex(/^\//, 'starts with /').default('/api/3/action'),
  /** Rows to ask for on a page; a server that caps them lower is followed at its own step. */
  rows: z.int().positive().max(10_000).default(1000),
  /** Solr sort that does not change while pages are turned. */
  sort: z.string().min(1).default('id asc'),
  /** Solr filter, as `organization:x` or `dataset_type:dataset`. */
  fq: z.string().min(1).optional(),
  /** Ask `package_show` for every new or changed row: for sites whose search index leaves fields out. */
  detail: z.boolean().default(false),
  /** A dataset's page under the base; `{name}` and `{id}` are filled in. */
  page: z.string().regex(/^\//, 'starts with /').default('/dataset/{name}'),
  /** Keys anywhere in a record that change without the record changing, beside CKAN's own counters. */
  volatile: z.array(z.string()).default([]),
  /** Largest record kept, in characters of JSON. */
  maxRecord: z.int().positive().default(2_000_000),
});
export type CkanOptions = z.infer<typeof CkanOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function ckanOptions(source: HarvestableSource): CkanOptions {
  const parsed = CkanOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/**
 * Where a listing goes on: rows passed so far, the last page's first id, by which a repeated page is known, and the
 * most rows that a page had, by which a full page is known where the server gives fewer than are asked for.
 */
const CkanCursor = z.strictObject({
  start: z.int().nonnegative(),
  first: z.string().nullable(),
  step: z.int().nonnegative().default(0),
});
export type CkanCursor = z.infer<typeof CkanCursor>;

/** Throws `listing.cursor-invalid`. */
export function ckanCursor(cursor: Cursor | null): CkanCursor {
  if (cursor === null) return { start: 0, first: null, step: 0 };
  const parsed = CkanCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

const ask = (
  source: HarvestableSource,
  purpose: RequestPurpose,
  path: string,
  query: Record<string, string>,
): HttpRequest => ({
  method: 'GET',
  purpose,
  url: `${source.harvest.base}${path}?${new URLSearchParams(query)}`,
  headers: { accept: 'application/json' },
});

export const searchRequest = (source: HarvestableSource, options: CkanOptions, start: number): HttpRequest =>
  ask(source, 'list', `${options.path}/package_search`, {
    ...(options.fq === undefined ? {} : { fq: options.fq }),
    sort: options.sort,
    rows: String(options.rows),
    start: String(start),
  });

export const showRequest = (source: HarvestableSource, options: CkanOptions, id: string): HttpRequest =>
  ask(source, 'detail', `${options.path}/package_show`, { id });
