/**
 * Memory and pace of a process that harvests a CKAN site of so many entries into a new catalogue:
 * `node --expose-gc test/bench/memory.ts <entries> [few-titles]`. One line of JSON, in bytes.
 */
import { costOf } from './cost.ts';
import { STRETCH } from './figures.ts';
import { harvestOnce, openCatalogue, startPlatform, watched } from './harvesting.ts';
import { watchMemory } from './memory-of.ts';

export interface MemoryFigures {
  entries: number;
  seconds: number;
  /** Processor time of all its threads, in µs. */
  cpu: number;
  /** Most that was resident at one time, pages of the catalogue's file that are mapped among it. */
  resident: number;
  /** Most that was resident and is the process's own: without mapped files. Null where the system does not tell. */
  own: number | null;
  /** This thread's heap once the harvest is over and collected. */
  heap: number;
  /** The catalogue's file. */
  file: number;
  /** Of each `STRETCH` rows: how long they took, and the processor time of all threads in µs. */
  stretches: { seconds: number; cpu: number }[];
}

const entries = Number(process.argv[2]);
const platform = await startPlatform('ckan', entries, { fewTitles: process.argv[3] === 'few-titles' });
const { catalogue, bytes, close } = await openCatalogue();
const memory = watchMemory();
const stretches: MemoryFigures['stretches'] = [];
let rows = 0;
let since = { at: performance.now(), cpu: process.cpuUsage() };
const counted = watched(catalogue, ({ puts }) => {
  rows += puts.length;
  if (rows < (stretches.length + 1) * STRETCH) return;
  const { user, system } = process.cpuUsage(since.cpu);
  stretches.push({ seconds: (performance.now() - since.at) / 1000, cpu: user + system });
  since = { at: performance.now(), cpu: process.cpuUsage() };
});
const { result, cost } = await costOf(() => harvestOnce('ckan', platform.routes, counted));
const own = memory.most();
memory.end();
if (result.ledger.added !== entries) throw new Error(`${result.ledger.added} of ${entries} entries`);
globalThis.gc?.();
const figures: MemoryFigures = {
  entries,
  seconds: cost.seconds,
  cpu: cost.cpu,
  resident: process.resourceUsage().maxRSS * 1024,
  own,
  heap: process.memoryUsage().heapUsed,
  file: bytes(),
  stretches,
};
console.log(JSON.stringify(figures));
await close();
platform.close();
