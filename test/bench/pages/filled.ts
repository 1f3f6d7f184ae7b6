/** A data folder of the embedded engine, filled with generated entries of the whole country and the nights behind them. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFile } from '../../../api/catalogues.ts';
import { sharesOf } from '../cluster/generated.ts';
import { fillFile } from '../cluster/sqlite.ts';
import { writeShares } from '../cluster/write-shares.ts';
import { writeNights } from './nights.ts';

/** Filled unless it is there from an earlier time; below `folder`. */
export async function filledFolder(folder: string, total: number, nights: number): Promise<string> {
  const data = join(folder, `pages-${total}-${nights}`);
  const path = catalogueFile({ data });
  if (existsSync(path)) return data;
  mkdirSync(data, { recursive: true });
  const shares = sharesOf(total).filter(([, entries]) => entries > 0);
  await fillFile(path, async (catalogue) => {
    await writeShares(catalogue, shares);
    await writeNights(catalogue, shares, nights);
  });
  return data;
}
