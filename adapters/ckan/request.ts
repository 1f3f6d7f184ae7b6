/**
 * What is asked of a CKAN site: Action API v3, `package_search` page by page, and `package_show` where a list
 * row is not the whole record. Source of the facts: CKAN's API guide, "Action API reference".
 */
import { z } from 'zod';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest, RequestPurpose } from '../contract.ts';
import { optionsOf, PathOption } from '../options.ts';
import type { Window } from '../paging/windows.ts';

export const CkanOptions = z.strictObject({
  /** Path of the Action API under the source's base. */
  path: PathOption.default('/api/3/action'),
  /** Rows to ask for on a page; a server that caps them lower is followed at its own step. */
  rows: z.int().positive().max(10_000).default(1000),
  /** Solr sort that does not change while pages are turned. */
  sort: z.string().min(1).default('id asc'),
  /** Solr filter, as `organization:x` or `dataset_type:dataset`. */
  fq: z.string().min(1).optional(),
  /**
   * Rows behind which the site lets nothing be paged; more are listed in windows of `metadata_modified`. Where it is
   * not said and more than 10,000 rows are declared, the last of them is asked for, to see.
   */
  cap: z.int().positive().optional(),
  /** Ask `package_show` for every new or changed row: for sites whose search index leaves fields out. */
  detail: z.boolean().default(false),
  /** A dataset's page under the base; `{name}` and `{id}` are filled in. */
  page: PathOption.default('/dataset/{name}'),
  /** Keys anywhere in a record that change without the record changing, beside CKAN's own counters. */
  volatile: z.array(z.string()).default([]),
  /** Largest record kept, in characters of JSON. */
  maxRecord: z.int().positive().default(2_000_000),
});
export type CkanOptions = z.infer<typeof CkanOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export const ckanOptions = (source: HarvestableSource): CkanOptions => optionsOf(CkanOptions, source);

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

/** Solr's range, half-open; years before 1 are none to it. */
const instant = (ms: number | null): string => (ms === null ? '*' : new Date(ms).toISOString());

/** The filters of the options and of a window, each required. */
function filter(options: CkanOptions, window: Window | null): string | undefined {
  if (window === null) return options.fq;
  const own =
    window === 'undated'
      ? '-metadata_modified:[* TO *]'
      : `+metadata_modified:[${instant(window.from)} TO ${instant(window.until)}${window.until === null ? ']' : '}'}`;
  return options.fq === undefined ? own : `+(${options.fq}) ${own}`;
}

export function searchRequest(
  source: HarvestableSource,
  options: CkanOptions,
  window: Window | null,
  { start, rows }: { start: number; rows: number },
): HttpRequest {
  const fq = filter(options, window);
  return ask(source, 'list', `${options.path}/package_search`, {
    ...(fq === undefined ? {} : { fq }),
    sort: options.sort,
    rows: String(rows),
    start: String(start),
  });
}

export const showRequest = (source: HarvestableSource, options: CkanOptions, id: string): HttpRequest =>
  ask(source, 'detail', `${options.path}/package_show`, { id });
