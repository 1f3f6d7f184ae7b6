/** SQLite beside the cluster: the same batches in one file. */
import { statSync } from 'node:fs';
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
