/**
 * One of two programs that are measured against each other: `fork`ed with the folder of a checkout and a source's id. It
 * harvests and writes through that checkout's own modules, and its batches are what its own normaliser makes.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KeptBatches } from '../batches.ts';
import { type Cost, costOf, costOfWriting } from '../cost.ts';
import type * as Harvesting from '../harvesting.ts';

const [root = '', source = ''] = process.argv.slice(2);
const { harvestOnce, openCatalogue, watched } = (await import(
  pathToFileURL(join(root, 'test/bench/harvesting.ts')).href
)) as typeof Harvesting;

/** What is asked of it. `harvest` keeps the batches that `write` writes again. */
export type Order = { do: 'harvest' | 'pipeline'; routes: Record<string, string> } | { do: 'write' };

const batches = new KeptBatches();

async function costOfOne(order: Order): Promise<Cost> {
  const { catalogue, close } = await openCatalogue();
  try {
    if (order.do !== 'write') {
      const kept = order.do === 'harvest' ? watched(catalogue, (batch) => batches.keep(batch)) : catalogue;
      return (await costOf(() => harvestOnce(source, order.routes, kept))).cost;
    }
    return await costOfWriting(catalogue, batches);
  } finally {
    await close();
  }
}

process.on('message', (order: Order) => {
  costOfOne(order).then(
    (cost) => process.send?.({ cost }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => {
  batches.drop();
  process.exit(0);
});
process.send?.('ready');
