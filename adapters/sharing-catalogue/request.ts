/** Where a hub's catalogue comes from: an address, a folder, or the files that its administrator handed over. */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { HttpRequest } from '../contract.ts';

export const SharingOptions = z
  .strictObject({
    /** `url`: asked for under the base. `folder`: all files in it. `upload`: what was handed over last. */
    from: z.enum(['url', 'folder', 'upload']).default('url'),
    /** Under the source's base, with query if it has one: one file, or several that are one catalogue. */
    paths: z
      .array(z.string().regex(/^([/?]|$)/, 'starts with / or ?'))
      .min(1)
      .max(1000)
      .default(['']),
    /** The folder on the machine that harvests (on each of them, where several do). */
    folder: z.string().min(1).optional(),
    /** Names of the sheets to read; all that have a catalogue's header where absent. */
    sheets: z.array(z.string()).min(1).optional(),
    /** Rows handed over at a time. */
    rows: z.int().positive().max(10_000).default(500),
    /** Bytes of one file. */
    maxBytes: z
      .int()
      .positive()
      .default(64 * 1024 * 1024),
  })
  .refine(({ from, folder }) => (from === 'folder') === (folder !== undefined), {
    path: ['folder'],
    message: 'with `from: folder`, and only then',
  });
export type SharingOptions = z.infer<typeof SharingOptions>;

/** The source's options, checked. Throws `config.invalid`. */
export function sharingOptions(source: HarvestableSource): SharingOptions {
  const parsed = SharingOptions.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/** The files that are read, by their digest; the upload among them by its id; and how many rows are passed. */
const SharingCursor = z.strictObject({
  files: z.string(),
  upload: z.string().nullable(),
  after: z.int().nonnegative(),
});
export type SharingCursor = z.infer<typeof SharingCursor>;

/** Throws `listing.cursor-invalid`. */
export function sharingCursor(cursor: Cursor | null): SharingCursor | null {
  if (cursor === null) return null;
  const parsed = SharingCursor.safeParse(cursor);
  if (parsed.success) return parsed.data;
  throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
}

export const fileRequest = (
  source: HarvestableSource,
  options: SharingOptions,
  path: string,
): HttpRequest => ({
  method: 'GET',
  purpose: 'list',
  url: `${source.harvest.base}${path}`,
  headers: {
    accept:
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/csv, application/json;q=0.9, */*;q=0.5',
  },
  maxBytes: options.maxBytes,
});
