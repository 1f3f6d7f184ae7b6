/**
 * What is asked of a site that describes its datasets in its pages: its sitemap (sitemaps.org protocol 0.9), the sitemaps
 * that this names, and the pages that they name, each once and again when its `lastmod` moves.
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';
import { optionsOf, PathOption } from '../options.ts';

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};

export const SchemaOrgOptions = z.strictObject({
  /** The sitemap, or an index of sitemaps, under the source's base. */
  sitemap: PathOption.default('/sitemap.xml'),
  /** Regular expression for the addresses of pages that are datasets; all where absent. */
  match: z.string().min(1).refine(isPattern, 'no regular expression').optional(),
  /** Rows handed over at a time. */
  rows: z.int().positive().default(500),
  /** Largest sitemap, unpacked, and largest page, in bytes. The protocol lets a sitemap have 50 MB. */
  maxSitemapBytes: z.int().positive().default(52_428_800),
  maxPageBytes: z.int().positive().default(10_000_000),
});
export type SchemaOrgOptions = z.infer<typeof SchemaOrgOptions>;

/** Throws `config.invalid`. */
export const schemaOrgOptions = (source: HarvestableSource): SchemaOrgOptions =>
  optionsOf(SchemaOrgOptions, source);

/** The sitemap in its index, and the addresses of it that are passed. */
const SitemapCursor = z.strictObject({ map: z.int().nonnegative(), at: z.int().nonnegative() });
export type SitemapCursor = z.infer<typeof SitemapCursor>;

/** Throws `listing.cursor-invalid`. */
export function sitemapCursor(cursor: Cursor | null): SitemapCursor {
  if (cursor === null) return { map: 0, at: 0 };
  const parsed = SitemapCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

export const sitemapRequest = (url: string, { maxSitemapBytes }: SchemaOrgOptions): HttpRequest => ({
  method: 'GET',
  purpose: 'list',
  url,
  headers: { accept: 'application/xml, text/xml' },
  maxBytes: maxSitemapBytes,
});

export const pageRequest = (url: string, { maxPageBytes }: SchemaOrgOptions): HttpRequest => ({
  method: 'GET',
  purpose: 'detail',
  url,
  headers: { accept: 'text/html, application/xhtml+xml' },
  maxBytes: maxPageBytes,
});
