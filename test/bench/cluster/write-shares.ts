/** Generated entries written through the port, place by place, as harvests bring them. */
import { BATCH_LIMITS } from '../../../harvester/run/batch.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { batchOf } from '../../index/batches.ts';
import type { Place } from '../../index/generator.ts';
import { generatedOf } from './generated.ts';

/** So many entries of each place, each as `changed` makes it. Throws where one is not taken. */
export async function writeShares(
  catalogue: Pick<Catalogue, 'write'>,
  shares: Iterable<[Place, number]>,
  changed: (entry: Entry) => Entry = (entry) => entry,
): Promise<void> {
  const { puts } = BATCH_LIMITS;
  for (const [place, entries] of shares) {
    const own = generatedOf(place, entries).map(changed);
    for (let from = 0; from < own.length; from += puts) {
      const batch = batchOf(own.slice(from, from + puts), { region: place.region, batch: from / puts + 1 });
      const [failure] = await catalogue.write(batch);
      if (failure !== undefined) throw new Error(JSON.stringify(failure));
    }
  }
}
