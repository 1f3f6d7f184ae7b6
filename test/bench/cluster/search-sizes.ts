/** Search at one size: both catalogues filled with the same entries, then asked the same questions. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import type { Catalogue } from '../../../index/port.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { type Cluster, KEPT_FOLDER, SEARCH_PREFIX } from './cluster.ts';
import { type CrowdRate, crowdRate } from './crowd.ts';
import { atEnd } from './ends.ts';
import { type Filled, fill } from './fill.ts';
import { sharesOf } from './generated.ts';
import { type Effort, type QuestionTimes, searchTimes } from './search-times.ts';
import { bytesOf, fillFile } from './sqlite.ts';
import { writeShares } from './write-shares.ts';

export interface SizeFigures {
  entries: number;
  filled: Filled;
  /** Bytes on disk of the index that is searched. */
  bytes: number;
  heap: { used: number; most: number };
  sqlite?: { bytes: number; seconds: number | null };
  questions: QuestionTimes[];
  crowd: { ours: CrowdRate; sqlite?: CrowdRate };
}

export interface SizeOptions {
  entries: number;
  withSqlite: boolean;
  /** What is filled stays for the next time. */
  keep: boolean;
  effort: Effort;
  told: (filled: Omit<SizeFigures, 'questions' | 'crowd'>) => void;
  tell: (times: QuestionTimes) => void;
  tellCrowd: (crowd: SizeFigures['crowd']) => void;
}

interface FilledSqlite {
  catalogue: Catalogue;
  bytes: number;
  seconds: number | null;
  close(): Promise<void>;
}

async function fillSqlite(total: number, keep: boolean): Promise<FilledSqlite> {
  const folder = keep ? KEPT_FOLDER : mkdtempSync(join(tmpdir(), 'sqlite-'));
  const path = join(folder, `catalogue-${total}.sqlite`);
  const written = existsSync(path) ? undefined : await fillFile(path, (open) => write(open, total));
  const catalogue = await openSqliteCatalogue({ path });
  const close = atEnd(async () => {
    await catalogue.close();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  });
  return { catalogue, bytes: bytesOf(path), seconds: written?.seconds ?? null, close };
}

async function write(catalogue: Catalogue, total: number): Promise<void> {
  await writeShares(catalogue, sharesOf(total));
  await catalogue.refresh();
}

export async function searchAt(cluster: Cluster, options: SizeOptions): Promise<SizeFigures> {
  const { entries, keep, effort } = options;
  const prefix = `${SEARCH_PREFIX}-${entries}`;
  const filled = await fill(cluster, prefix, entries);
  const sqlite = options.withSqlite ? await fillSqlite(entries, keep) : undefined;
  const facts = {
    entries,
    filled,
    bytes: (await cluster.bytes(prefix)).get('entries') ?? 0,
    heap: await cluster.heap(),
    ...(sqlite && { sqlite: { bytes: sqlite.bytes, seconds: sqlite.seconds } }),
  };
  options.told(facts);
  const questions: QuestionTimes[] = [];
  await searchTimes(cluster, prefix, sqlite?.catalogue, effort, (times) => {
    questions.push(times);
    options.tell(times);
  });
  const ours = await openElasticsearchCatalogue({ url: cluster.url, prefix });
  const closeOurs = atEnd(() => ours.close());
  const crowd = {
    ours: await crowdRate(ours),
    ...(sqlite && { sqlite: await crowdRate(sqlite.catalogue) }),
  };
  await closeOurs();
  options.tellCrowd(crowd);
  await sqlite?.close();
  if (!keep) await cluster.drop(prefix);
  return { ...facts, questions, crowd };
}
