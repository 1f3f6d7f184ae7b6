/** Writes so many entries, then all of them again with another description: `node changed.ts <entries>`, one line of JSON. */
import { type Place, places } from '../../index/generator.ts';
import { writeShares } from '../cluster/write-shares.ts';
import { costOf } from '../cost.ts';
import { openCatalogue } from '../harvesting.ts';

const PLACES = 8;
const each = Math.ceil(Number(process.argv[2]) / PLACES);
const { catalogue, close } = await openCatalogue();

const shares = places()
  .slice(0, PLACES)
  .map((place): [Place, number] => [place, each]);

await writeShares(catalogue, shares);
const { cost } = await costOf(() =>
  writeShares(catalogue, shares, (entry) => ({ ...entry, description: `${entry.description}（已更新）` })),
);
console.log(JSON.stringify({ cpu: cost.cpu, entries: each * PLACES }));
await close();
