/** What a snapshot says of itself, and where snapshots lie. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const count = z.int().nonnegative();

export const SnapshotFile = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  records: count,
});

export const Manifest = z
  .strictObject({
    snapshot: z.iso.date().describe('The day that it holds for, China time'),
    address: z.string().describe('By which it can be cited, on this installation'),
    program: z.string(),
    entries: count,
    resources: count,
    since: z.iso
      .date()
      .nullable()
      .describe('The snapshot that the change log is against; all is added where there is none'),
    changes: z.strictObject({ added: count, changed: count, removed: count }),
    files: z.array(SnapshotFile),
    schema: z.record(z.string(), z.custom<unknown>()).describe('JSON Schema of an entry'),
  })
  .meta({ id: 'Snapshot' });
export type Manifest = z.infer<typeof Manifest>;

export const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const MANIFEST = 'manifest.json';

export const LINES = 'entries.jsonl.zst';
export const TABLE = 'entries.parquet';
export const CHANGES = 'changes.jsonl.zst';

/** The media types of files, by ending. */
export const TYPES = { parquet: 'application/vnd.apache.parquet', zst: 'application/zstd' } as const;

/** Days of which there is a whole snapshot, the oldest first. */
export const snapshotDays = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => DAY.test(name) && existsSync(join(folder, name, MANIFEST)))
        .sort()
    : [];

/** Undefined where there is none of that day. */
export function manifestOf(folder: string, day: string): Manifest | undefined {
  const path = join(folder, day, MANIFEST);
  if (!DAY.test(day) || !existsSync(path)) return undefined;
  return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
}
