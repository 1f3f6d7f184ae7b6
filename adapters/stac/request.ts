/**
 * What is asked of a SpatioTemporal Asset Catalog (stacspec.org, STAC 1.0 and 1.1, STAC API 1.0): the collections of
 * an API page by page, or the child links of a static catalogue.
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';

export const StacOptions = z.strictObject({
  /** The landing page's or root catalogue's path under the source's base (`/stac`, `/catalog.json`). */
  path: z
    .string()
    .regex(/^(\/.*|)$/, 'starts with /')
    .default(''),
  /** Documents of a static catalogue that make up one page of the listing. */
  rows: z.int().positive().max(1000).default(50),
  /** Take only path and query of links: for sites that do not know their own address. */
  rebase: z.boolean().default(false),
  /** The page that people open for a collection, with `{id}`. */
  page: z.string().min(1).optional(),
});
export type StacOptions = z.infer<typeof StacOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function stacOptions(source: HarvestableSource): StacOptions {
  const parsed = StacOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/** A document that is gone through, and how many of its children went by. */
export interface Step {
  url: string;
  child: number;
}

const Steps = z
  .array(z.tuple([z.url({ protocol: /^https?$/ }), z.int().nonnegative()]))
  .min(1)
  .max(50);
/** The way down from the root to where a listing is, as JSON; and the last page's first id. */
const StacCursor = z.strictObject({ way: z.string(), first: z.string().nullable() });

export interface Place {
  way: Step[];
  first: string | null;
}

export const startPlace = (source: HarvestableSource, { path }: StacOptions): Place => ({
  way: [{ url: `${source.harvest.base}${path}`, child: 0 }],
  first: null,
});

/** Throws `listing.cursor-invalid`. */
export function placeOf(cursor: Cursor): Place {
  try {
    const { way, first } = StacCursor.parse(cursor);
    return { way: Steps.parse(JSON.parse(way)).map(([url, child]) => ({ url, child })), first };
  } catch (cause) {
    throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor), { cause });
  }
}

export const cursorAt = ({ way, first }: Place): Cursor => ({
  way: JSON.stringify(way.map(({ url, child }) => [url, child])),
  first,
});

export const documentRequest = (url: string): HttpRequest => ({
  method: 'GET',
  purpose: 'list',
  url,
  headers: { accept: 'application/json, application/geo+json;q=0.9, */*;q=0.1' },
});
