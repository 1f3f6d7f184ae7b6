/** Makes the snapshot of a day beside the others, and gives it its name once it is whole. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Source } from '../../config/registry/source.ts';
import type { Catalogue } from '../../index/port.ts';
import type { ExportRecord } from '../exports/dataset.ts';
import { entriesDataset, entryRecords } from '../exports/entries.ts';
import { jsonSchemaOf, lineOf } from '../exports/json.ts';
import { parquet } from '../exports/parquet.ts';
import { type Change, Differences, type Line, lineOfText, lineWithDate } from './differences.ts';
import { readLines, sumOf, writeLines } from './lines.ts';
import {
  CHANGES,
  LINES,
  MANIFEST,
  type Manifest,
  manifestOf,
  snapshotDays,
  TABLE,
  TYPES,
} from './manifest.ts';
import { expired } from './retention.ts';

/** Milliseconds after which a snapshot that nobody writes any more is begun anew. */
const ABANDONED = 10 * 60_000;

export interface SnapshotOptions {
  catalogue: Pick<Catalogue, 'stream'>;
  sources: ReadonlyMap<string, Source>;
  folder: string;
  /** YYYY-MM-DD, China time. */
  day: string;
  program: string;
  onEntries?: (count: number) => void;
}

export type Outcome =
  | { made: true; manifest: Manifest; removed: string[] }
  | { made: false; why: 'there' | 'being-made' };

/** One process makes it, however many try. */
export async function makeSnapshot(options: SnapshotOptions): Promise<Outcome> {
  const { folder, day } = options;
  if (manifestOf(folder, day) !== undefined) return { made: false, why: 'there' };
  const work = join(folder, `.making-${day}`);
  mkdirSync(folder, { recursive: true });
  if (!claim(work)) return { made: false, why: 'being-made' };
  const alive = setInterval(() => utimesSync(work, new Date(), new Date()), ABANDONED / 10).unref();
  try {
    const manifest = await write(options, work);
    renameSync(work, join(folder, day));
    const removed = expired(snapshotDays(folder), day);
    for (const each of removed) rmSync(join(folder, each), { recursive: true, force: true });
    return { made: true, manifest, removed };
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/** Whether the folder is ours: made now, or taken from one that died. */
function claim(work: string): boolean {
  try {
    mkdirSync(work);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const { mtimeMs } = statSync(work, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  if (Date.now() - mtimeMs < ABANDONED) return false;
  const aside = `${work}-${randomUUID()}`;
  try {
    // Of many that see it only one can move it.
    renameSync(work, aside);
    mkdirSync(work);
  } catch {
    return false;
  }
  rmSync(aside, { recursive: true, force: true });
  return true;
}

async function* linesOf(path: string): AsyncGenerator<Line> {
  for await (const lines of readLines(path)) yield* lines.map(lineOfText);
}
async function* nothing(): AsyncGenerator<Line> {}

async function write(options: SnapshotOptions, work: string): Promise<Manifest> {
  const { folder, day, program } = options;
  const since = snapshotDays(folder).findLast((each) => each < day) ?? null;
  const before = since === null ? nothing() : linesOf(join(folder, since, LINES));
  const counts = { entries: 0, resources: 0, added: 0, changed: 0, removed: 0 };
  const log = new PushedLines(join(work, CHANGES));
  try {
    await writeLines(join(work, LINES), entryLines(options, new Differences(before), counts, log));
  } finally {
    await before.return(undefined);
  }
  await log.end();
  const dataset = entriesDataset({ asOf: day, program, question: {} });
  const table = Readable.from(parquet(dataset, recordsOf(join(work, LINES))));
  await pipeline(table, createWriteStream(join(work, TABLE), { flags: 'wx' }));
  const { entries, resources, ...changes } = counts;
  const logged = changes.added + changes.changed + changes.removed;
  const file = async (name: string, mediaType: string, records: number) => ({
    name,
    mediaType,
    ...(await sumOf(join(work, name))),
    records,
  });
  const manifest: Manifest = {
    snapshot: day,
    address: `/snapshots/${day}/`,
    program,
    entries,
    resources,
    since,
    changes,
    files: [
      await file(TABLE, TYPES.parquet, entries),
      await file(LINES, TYPES.zst, entries),
      await file(CHANGES, TYPES.zst, logged),
    ],
    schema: jsonSchemaOf(dataset) as Manifest['schema'],
  };
  writeFileSync(join(work, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx' });
  return manifest;
}

type Counts = Record<'entries' | 'resources' | Change['change'], number>;

async function* entryLines(
  { catalogue, sources, day, onEntries }: SnapshotOptions,
  differences: Differences,
  counts: Counts,
  log: PushedLines,
): AsyncGenerator<string> {
  const tell = async (changes: Change[]) => {
    for (const each of changes) counts[each.change] += 1;
    await log.push(changes.map((each) => `${JSON.stringify({ ...each, asOf: day })}\n`).join(''));
  };
  const all = { words: { text: '' }, filters: {} };
  for await (const page of entryRecords(catalogue, sources, all, day)) {
    let lines = '';
    for (const { asOf: _, ...record } of page) {
      const line = { id: record.id as string, text: lineOf(record) };
      await tell(await differences.upTo(line));
      lines += `${lineWithDate(line.text, day)}\n`;
      counts.entries += 1;
      if (record.lead === true) counts.resources += 1;
    }
    yield lines;
    onEntries?.(counts.entries);
  }
  for await (const change of differences.rest()) await tell([change]);
}

/** A page of records for each part of the file. */
async function* recordsOf(path: string): AsyncGenerator<ExportRecord[]> {
  for await (const lines of readLines(path)) yield lines.map((line) => JSON.parse(line) as ExportRecord);
}

/** A compressed file of lines that are pushed; waits where the disk does. */
class PushedLines {
  readonly #texts = new PassThrough();
  readonly #written: Promise<void>;

  constructor(path: string) {
    this.#written = writeLines(path, this.#texts);
    // Told by `end`, or by the next push.
    this.#written.catch(() => undefined);
  }

  async push(text: string): Promise<void> {
    if (text === '' || this.#texts.write(text)) return;
    // Where the disk is full the file ends before there is room again.
    await Promise.race([once(this.#texts, 'drain'), this.#written]);
  }

  async end(): Promise<void> {
    this.#texts.end();
    await this.#written;
  }
}
