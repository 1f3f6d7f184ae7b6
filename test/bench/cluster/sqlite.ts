/** SQLite beside the cluster: the same batches in one file. */
import { renameSync, rmSync, statSync } from 'node:fs';
import type { Catalogue } from '../../../index/port.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { type Cost, costOf } from '../cost.ts';
import { atEnd } from './ends.ts';

export interface WrittenFile extends Cost {
  /** Of the file once it is closed, its log gone into it. */
  bytes: number;
}

export const bytesOf = (path: string): number => statSync(path).size;

/** Writes into a new file and closes it. */
export async function writeFile(
  path: string,
  write: (catalogue: Catalogue) => Promise<unknown>,
): Promise<WrittenFile> {
  const catalogue = await openSqliteCatalogue({ path });
  const close = atEnd(() => catalogue.close());
  const { cost } = await costOf(() => write(catalogue));
  await close();
  return { ...cost, bytes: bytesOf(path) };
}

/** The same, the file under its name only once it is whole: what an earlier time left unfinished is removed. */
export async function fillFile(
  path: string,
  write: (catalogue: Catalogue) => Promise<unknown>,
): Promise<WrittenFile> {
  const open = `${path}.open`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${open}${end}`, { force: true });
  const written = await writeFile(open, write);
  renameSync(open, path);
  return written;
}
