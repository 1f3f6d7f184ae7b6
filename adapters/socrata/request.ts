/**
 * What is asked of Socrata's Discovery API: `/api/catalog/v1`, on a portal's own host or on the one of its region
 * (`api.us.socrata.com`, `api.eu.socrata.com`). Offsets end at 10,000; `scroll_id`, the last id of the page before, goes
 * on without end and in the order of ids. Source of the facts: "Discovery API" (dev.socrata.com).
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';
import { optionsOf, PathOption } from '../options.ts';

export const SocrataOptions = z.strictObject({
  path: PathOption.default('/api/catalog/v1'),
  /** Portals whose things are listed; that of the base where it is a portal itself. */
  domains: z.array(z.string().min(1)).optional(),
  /** Kinds of assets, as the API names them: dataset, map, file, link, story …; all where empty. */
  only: z.array(z.string().min(1)).default(['dataset']),
  /** Rows to ask for on a page. */
  rows: z.int().positive().max(10_000).default(500),
  /** Keys anywhere in a record that change without the record changing, beside the counters of visits. */
  volatile: z.array(z.string()).default([]),
  /** Largest record kept, in characters of JSON. */
  maxRecord: z.int().positive().default(2_000_000),
});
export type SocrataOptions = z.infer<typeof SocrataOptions>;

/** Throws `config.invalid`. */
export const socrataOptions = (source: HarvestableSource): SocrataOptions =>
  optionsOf(SocrataOptions, source);

/** The last id that is passed, the rows passed and the most on a page; where changes are listed, an offset instead of the id. */
const SocrataCursor = z.strictObject({
  after: z.string().min(1).nullable(),
  passed: z.int().nonnegative(),
  step: z.int().nonnegative(),
});
export type SocrataCursor = z.infer<typeof SocrataCursor>;

/** Throws `listing.cursor-invalid`. */
export function socrataCursor(cursor: Cursor | null): SocrataCursor {
  if (cursor === null) return { after: null, passed: 0, step: 0 };
  const parsed = SocrataCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

const SHARED_HOST = /^api\.[a-z]+\.socrata\.com$/;

export function catalogueRequest(
  source: HarvestableSource,
  options: SocrataOptions,
  place: { after: string | null } | { newest: number },
): HttpRequest {
  const host = new URL(source.harvest.base).hostname;
  const domains = options.domains ?? (SHARED_HOST.test(host) ? [] : [host]);
  const query = new URLSearchParams();
  if (domains.length > 0) {
    query.set('domains', domains.join(','));
    // Without it a portal's own fields are not given.
    if (domains.length === 1) query.set('search_context', domains[0] ?? '');
  }
  if (options.only.length > 0) query.set('only', options.only.join(','));
  query.set('limit', String(options.rows));
  if ('newest' in place) {
    query.set('order', 'updatedAt DESC');
    query.set('offset', String(place.newest));
  } else if (place.after === null) query.set('order', 'dataset_id');
  else query.set('scroll_id', place.after);
  return {
    method: 'GET',
    purpose: 'list',
    url: `${source.harvest.base}${options.path}?${query}`,
    headers: { accept: 'application/json' },
  };
}
