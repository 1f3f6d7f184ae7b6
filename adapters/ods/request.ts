/**
 * What is asked of an Opendatasoft portal: Explore API v2.1 `/api/explore/v2.1/catalog/datasets` (at most 100 rows, offset
 * and limit 10,000 together), or v1 `/api/datasets/1.0/search`. Source of the facts: "Explore API" v2.1 and v1
 * (help.opendatasoft.com).
 */
import { z } from 'zod';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';
import { optionsOf } from '../options.ts';
import type { Window } from '../paging/windows.ts';

export const OdsOptions = z.strictObject({
  /** Which of the two interfaces is asked. */
  api: z.enum(['v2.1', 'v1']).default('v2.1'),
  /** Rows to ask for on a page; v2.1 gives 100 at most. */
  rows: z.int().positive().max(1000).default(100),
  /** Rows behind which nothing is paged; more are listed in windows of the date of change. */
  cap: z.int().positive().default(10_000),
  /** Order that does not change while pages are turned: of v2.1 an `order_by`, of v1 a `sort`. */
  order: z.string().min(1).optional(),
  /** Further condition: of v2.1 a `where` in ODSQL, of v1 a `q`. */
  where: z.string().min(1).optional(),
  /** Keys anywhere in a record that change without the record changing, beside those of processing and of visits. */
  volatile: z.array(z.string()).default([]),
  /** Largest record kept, in characters of JSON. */
  maxRecord: z.int().positive().default(2_000_000),
});
export type OdsOptions = z.infer<typeof OdsOptions>;

/** Throws `config.invalid`. */
export const odsOptions = (source: HarvestableSource): OdsOptions => optionsOf(OdsOptions, source);

/** Dates are asked for to the second. */
export const TICK = 1000;

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A window as conditions of ODSQL, or of v1's query language, in which a missing date cannot be asked for. */
function conditions(window: Window | null, literal: (ms: number) => string): string[] {
  if (window === null) return [];
  if (window === 'undated') return ['modified is null'];
  const { from, until } = window;
  const bounds = [
    ...(from === null ? [] : [`modified >= ${literal(from)}`]),
    ...(until === null ? [] : [`modified < ${literal(until)}`]),
  ];
  return bounds.length > 0 ? bounds : ['modified is not null'];
}

function joined(own: string | undefined, parts: string[]): string | undefined {
  if (own === undefined) return parts.length === 0 ? undefined : parts.join(' AND ');
  return parts.length === 0 ? own : [`(${own})`, ...parts].join(' AND ');
}

const given = (query: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined));

export function datasetsRequest(
  source: HarvestableSource,
  options: OdsOptions,
  window: Window | null,
  { start, rows }: { start: number; rows: number },
): HttpRequest {
  const { api, order, where } = options;
  const query =
    api === 'v1'
      ? {
          q: joined(
            where,
            conditions(window, (ms) => `"${instant(ms)}"`),
          ),
          sort: order ?? '-modified',
          rows: String(rows),
          start: String(start),
        }
      : {
          where: joined(
            where,
            conditions(window, (ms) => `date'${instant(ms)}'`),
          ),
          order_by: order ?? 'dataset_id',
          limit: String(rows),
          offset: String(start),
        };
  const path = api === 'v1' ? '/api/datasets/1.0/search/' : '/api/explore/v2.1/catalog/datasets';
  return {
    method: 'GET',
    purpose: 'list',
    url: `${source.harvest.base}${path}?${new URLSearchParams(given(query))}`,
    headers: { accept: 'application/json' },
  };
}
