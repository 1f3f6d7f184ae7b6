/** Writes so many entries, then all of them again with another description: `node changed.ts <entries>`, one line of JSON. */
import type { Entry } from '../../../normalizer/entry.ts';
import { batchOf } from '../../index/batches.ts';
import { places } from '../../index/generator.ts';
import { generatedOf } from '../cluster/generated.ts';
import { costOf } from '../cost.ts';
import { openCatalogue } from '../harvesting.ts';

const BATCH = 500;
const PLACES = 8;
const each = Math.ceil(Number(process.argv[2]) / PLACES);
const { catalogue, close } = await openCatalogue();

async function writeAll(changed: (entry: Entry) => Entry): Promise<void> {
  for (const place of places().slice(0, PLACES)) {
    const own = generatedOf(place, each).map(changed);
    for (let from = 0; from < own.length; from += BATCH) {
      await catalogue.write(
        batchOf(own.slice(from, from + BATCH), { region: place.region, batch: from + 1 }),
      );
    }
  }
}

await writeAll((entry) => entry);
const { cost } = await costOf(() =>
  writeAll((entry) => ({ ...entry, description: `${entry.description}（已更新）` })),
);
console.log(JSON.stringify({ cpu: cost.cpu, entries: each * PLACES }));
await close();
