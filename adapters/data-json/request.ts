/**
 * What is asked of an agency's `data.json`: one document with all datasets. Source of the facts: Project Open Data
 * Metadata Schema 1.1 (DCAT-US 1.1) and DCAT-US 3.0 (resources.data.gov); ArcGIS Hub's feed of the same.
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';
import { optionsOf, PathOption } from '../options.ts';

export const DataJsonOptions = z.strictObject({
  /** The document under the source's base; ArcGIS Hub's feed is `/api/feed/dcat-us/1.1.json`. */
  path: PathOption.default('/data.json'),
  /** Rows handed over at a time from one large document. */
  rows: z.int().positive().default(500),
  /** Keys anywhere in a record that change without the record changing. */
  volatile: z.array(z.string()).default([]),
  /** Largest document, in bytes, and largest record kept, in characters of JSON. */
  maxBytes: z
    .int()
    .positive()
    .default(256 * 1024 * 1024),
  maxRecord: z.int().positive().default(2_000_000),
});
export type DataJsonOptions = z.infer<typeof DataJsonOptions>;

/** Throws `config.invalid`. */
export const dataJsonOptions = (source: HarvestableSource): DataJsonOptions =>
  optionsOf(DataJsonOptions, source);

/** Items of the document that are passed. */
const DataJsonCursor = z.strictObject({ at: z.int().nonnegative() });

/** Throws `listing.cursor-invalid`. */
export function dataJsonCursor(cursor: Cursor | null): number {
  if (cursor === null) return 0;
  const parsed = DataJsonCursor.safeParse(cursor);
  if (parsed.success) return parsed.data.at;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

export const documentRequest = (source: HarvestableSource, options: DataJsonOptions): HttpRequest => ({
  method: 'GET',
  purpose: 'list',
  url: `${source.harvest.base}${options.path}`,
  headers: { accept: 'application/json' },
  maxBytes: options.maxBytes,
});
