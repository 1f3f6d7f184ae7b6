/** What is asked of another Huimu: its change feed, `GET /api/v1/changes`. */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';

export const HuimuOptions = z.strictObject({
  /** Entries to ask for on a page. */
  size: z.int().positive().max(500).default(200),
  /** Largest entry taken, in characters of JSON. */
  maxRecord: z.int().positive().default(2_000_000),
});
export type HuimuOptions = z.infer<typeof HuimuOptions>;

/** Throws `config.invalid`. */
export function huimuOptions(source: HarvestableSource): HuimuOptions {
  const parsed = HuimuOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/** `since`: a cursor of the feed, or an instant; the start where absent. A first copy needs no tombstones. */
export function changesRequest(
  source: HarvestableSource,
  { size }: HuimuOptions,
  { since, tombstones }: { since: string | undefined; tombstones: boolean },
): HttpRequest {
  const query = new URLSearchParams({ size: String(size) });
  if (since !== undefined) query.set('since', since);
  if (!tombstones) query.set('tombstones', 'false');
  return {
    method: 'GET',
    purpose: 'list',
    url: `${source.harvest.base}/api/v1/changes?${query}`,
    headers: { accept: 'application/json' },
  };
}
