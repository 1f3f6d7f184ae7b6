/** A data folder of the embedded engine, filled with generated entries of the whole country and the nights behind them. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFile } from '../../../api/catalogues.ts';
import { BATCH_LIMITS } from '../../../harvester/run/batch.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { batchOf } from '../../index/batches.ts';
import { generatedOf, sharesOf } from '../cluster/generated.ts';
import { writeNights } from './nights.ts';

/** Filled unless it is there from an earlier time; below `folder`. */
export async function filledFolder(folder: string, total: number, nights: number): Promise<string> {
  const data = join(folder, `pages-${total}-${nights}`);
  const path = catalogueFile({ data });
  if (existsSync(path)) return data;
  mkdirSync(data, { recursive: true });
  const shares = sharesOf(total).filter(([, entries]) => entries > 0);
  const catalogue = await openSqliteCatalogue({ path: `${path}.open` });
  for (const [of, entries] of shares) {
    const own = generatedOf(of, entries);
    for (let from = 0; from < own.length; from += BATCH_LIMITS.puts) {
      const part = own.slice(from, from + BATCH_LIMITS.puts);
      const [failure] = await catalogue.write(batchOf(part, { region: of.region, batch: from }));
      if (failure !== undefined) throw new Error(JSON.stringify(failure));
    }
  }
  await writeNights(catalogue, shares, nights);
  await catalogue.close();
  renameSync(`${path}.open`, path);
  return data;
}
