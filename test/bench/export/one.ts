/** One export of a whole catalogue, written to nowhere: `node one.ts <format> <catalogue.db>`. One line of JSON. */
import { entriesDataset, entryRecords } from '../../../api/exports/entries.ts';
import { type Format, written } from '../../../api/exports/formats.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { anonymous } from '../memory-of.ts';

export interface Exported {
  /** As many as the statistics say. */
  count: number;
  seconds: number;
  /** Processor time of all its threads, in µs. */
  cpu: number;
  bytes: number;
  /** Bytes of its own before it begins, the catalogue's columns among them. */
  idle: number;
  /** Most bytes of its own at one time, in each fifth of the entries. */
  most: number[];
}

const PARTS = 5;

const [format, path] = process.argv.slice(2) as [Format, string];
const catalogue = await openSqliteCatalogue({ path });
const { total } = await catalogue.statistics({ by: [], filters: {} });
/** Where the system does not tell, with the pages of files. */
const own = (): number => anonymous() ?? process.memoryUsage.rss();
const idle = own();
const most: number[] = Array(PARTS).fill(0);
let count = 0;

function sample(): void {
  const part = Math.min(PARTS - 1, Math.floor((count / total.entries) * PARTS));
  most[part] = Math.max(most[part] as number, own());
}

const asOf = new Date(0).toISOString();
async function* counted() {
  for await (const page of entryRecords(catalogue, new Map(), { words: { text: '' }, filters: {} }, asOf)) {
    count += page.length;
    yield page;
  }
}

const sampling = setInterval(sample, 50);
const started = performance.now();
const before = process.cpuUsage();
let bytes = 0;
const dataset = entriesDataset({ asOf, program: 'bench', question: {} });
for await (const part of written(format, dataset, counted())) bytes += Buffer.byteLength(part);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
clearInterval(sampling);
await catalogue.close();
if (total.entries !== count) throw new Error(`${count} of ${total.entries} entries`);
const exported: Exported = { count, seconds, cpu: user + system, bytes, idle, most };
console.log(JSON.stringify(exported));
