/**
 * What is asked of an ArcGIS Hub site: its Search API, `/api/search/v1/collections/{collection}/items`, in the manner of
 * OGC API Records: `limit` up to 100, `startindex` from 1, `filter` in CQL. Source of the facts: the API's own definition
 * (`/api/search/definition`). A site's feed in DCAT-US is family `data-json`, path `/api/feed/dcat-us/1.1.json`.
 */
import { z } from 'zod';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';
import { optionsOf } from '../options.ts';
import type { Window } from '../paging/windows.ts';

export const HubOptions = z.strictObject({
  /** The site catalogue's collection: `dataset`, `document`, `appAndMap`, `all` … */
  collection: z
    .string()
    .regex(/^[\w-]+$/)
    .default('dataset'),
  /** Rows to ask for on a page. */
  rows: z.int().positive().max(100).default(100),
  /** Rows behind which nothing is paged; more are listed in windows of the date of change. */
  cap: z.int().positive().default(10_000),
  /** Order that does not change while pages are turned. */
  sort: z.string().min(1).default('properties.created'),
  /** Further condition in CQL, as `type='Feature Service'`. */
  filter: z.string().min(1).optional(),
  /** Keys anywhere in a record that change without the record changing, beside the counters of visits. */
  volatile: z.array(z.string()).default([]),
  /** Largest record kept, in characters of JSON. */
  maxRecord: z.int().positive().default(2_000_000),
});
export type HubOptions = z.infer<typeof HubOptions>;

/** Throws `config.invalid`. */
export const hubOptions = (source: HarvestableSource): HubOptions => optionsOf(HubOptions, source);

/** The interface's dates are ms since 1970. */
function condition(window: Window | null): string[] {
  if (window === null) return [];
  if (window === 'undated') return ['modified IS NULL'];
  const { from, until } = window;
  const bounds = [
    ...(from === null ? [] : [`modified >= ${from}`]),
    ...(until === null ? [] : [`modified < ${until}`]),
  ];
  return bounds.length > 0 ? bounds : ['modified IS NOT NULL'];
}

export function itemsRequest(
  source: HarvestableSource,
  { collection, sort, filter }: HubOptions,
  window: Window | null,
  { start, rows }: { start: number; rows: number },
): HttpRequest {
  const parts = [...(filter === undefined ? [] : [`(${filter})`]), ...condition(window)];
  const query = new URLSearchParams({
    limit: String(rows),
    startindex: String(start + 1),
    sortBy: sort,
    ...(parts.length === 0 ? {} : { filter: parts.join(' AND ') }),
  });
  return {
    method: 'GET',
    purpose: 'list',
    url: `${source.harvest.base}/api/search/v1/collections/${collection}/items?${query}`,
    headers: { accept: 'application/geo+json, application/json' },
  };
}
