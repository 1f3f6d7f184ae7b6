/**
 * All measurements in one run: `npm run bench [-- --quick] [-- --only start,parts,pipeline,memory,search]`. Long at full
 * size; `--quick` shows in a minute that everything runs, its figures mean little.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { STRETCH } from './figures.ts';
import type { MemoryFigures } from './memory.ts';
import { printParts } from './parts/main.ts';
import { type PipelineFigures, pipeline } from './pipeline.ts';
import { printStarts } from './start/main.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
/** Source, what its wire is, entries at full size, entries in quick. */
const PIPELINES: [id: string, wire: string, full: number, quick: number][] = [
  ['ckan', 'JSON, complete rows, 1000 a page', 30_000, 5_000],
  ['anhui-wuhu', 'JSON, complete rows, 15 a page', 30_000, 3_000],
  ['guizhou-guiyang', 'JSON, list and detail', 15_000, 1_500],
  ['shandong', 'HTML, list and detail', 6_000, 800],
];
const MEMORY = options.quick ? [1_000, 5_000, 20_000] : [5_000, 50_000, 500_000];
/** Entries whose cost is told part by part. */
const PARTED = options.quick ? 5_000 : 40_000;
const SEARCH = options.quick ? 10_000 : 370_000;
/** Share of the raw index rate that JSON sources are to come to. */
const AIM = 0.6;

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function printPipeline(wire: string, figures: PipelineFigures): void {
  const { entries, raw, first, second, requests } = figures;
  const each = (cpu: number): string => `${(cpu / entries).toFixed(0)} µs`;
  const rate = (seconds: number): number => entries / seconds;
  const share = raw.seconds / first.seconds;
  // By processor time alone, which other work on the machine does not distort: what the busiest of the harvesting
  // thread, the writer and all processors together leaves.
  const all = (first.cpu + figures.platform) / availableParallelism();
  const most = raw.cpu / Math.max(all, first.main, raw.cpu);
  const judged = wire.startsWith('JSON') ? `, aim ${percent(AIM)} ${share >= AIM ? 'met' : 'missed'}` : '';
  console.log(
    [
      `${figures.source} (${wire}), ${entries} entries`,
      `  raw index rate   ${rate(raw.seconds).toFixed(0)} entries/s; processor ${each(raw.cpu)} an entry`,
      `  whole pipeline   ${rate(first.seconds).toFixed(0)} entries/s = ${percent(share)} of it${judged}; ` +
        `${(requests.first / entries).toFixed(3)} requests an entry`,
      `    processor      ${each(first.cpu)} an entry, ${each(first.main)} of it the harvesting thread's; the platform's own process ${each(figures.platform)}`,
      `                   so ${percent(most)} of the raw rate at most on processors with nothing else to do`,
      `  second harvest   ${percent(second.seconds / first.seconds)} of the time, ${percent(second.cpu / first.cpu)} of the processor time, ${requests.second} requests (${requests.listed} for the list) for ${requests.first}, ${figures.rewritten} entries written`,
    ].join('\n'),
  );
}

async function measurePipelines(): Promise<void> {
  for (const [id, wire, full, quick] of PIPELINES) {
    printPipeline(wire, await pipeline(id, options.quick ? quick : full));
  }
}

async function memoryOf(entries: number, ...more: string[]): Promise<MemoryFigures> {
  // As `huimu` is started.
  const args = [
    '--max-semi-space-size=8',
    '--heap-growing-percent=60',
    '--expose-gc',
    path('./memory.ts'),
    String(entries),
    ...more,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as MemoryFigures;
}

/** Of each 25,000 rows of a long source, from the first on. */
const stretchesOf = ({ stretches }: MemoryFigures): string =>
  stretches
    .map(({ seconds, cpu }) => `${(STRETCH / seconds).toFixed(0)}/s ${(cpu / STRETCH).toFixed(0)} µs`)
    .join(', ');

async function measureMemory(): Promise<void> {
  let before: MemoryFigures | undefined;
  for (const entries of MEMORY) {
    const figures = await memoryOf(entries);
    const { seconds, cpu, resident, own, heap, file } = figures;
    console.log(
      [
        `harvesting ${entries} entries: ${megabytes(resident)} resident at most`,
        ...(own === null ? [] : [`${megabytes(own)} of it without mapped files`]),
        `heap afterwards ${megabytes(heap)}; file ${megabytes(file)}, ${(entries / seconds).toFixed(0)} entries/s, processor ${(cpu / entries).toFixed(0)} µs an entry`,
      ].join(', '),
    );
    if (figures.stretches.length > 0) {
      console.log(`  by ${STRETCH} rows: ${stretchesOf(figures)}`);
      const worst = await memoryOf(entries, 'few-titles');
      console.log(`  hundreds of holders of each title: ${stretchesOf(worst)}`);
    }
    if (before !== undefined) {
      const growth = (own ?? resident) / (before.own ?? before.resident);
      const more = (entries / before.entries).toFixed(0);
      console.log(`  ${more} times the entries: ${growth.toFixed(2)} times the memory`);
    }
    before = figures;
  }
}

async function measureSearch(): Promise<void> {
  const child = spawn(process.execPath, [path('./search.bench.ts'), String(SEARCH)], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`search.bench.ts ended with ${code}`);
}

const PARTS = {
  start: async () => printStarts(options.quick ? 1 : 5),
  parts: async () => printParts(PARTED),
  pipeline: measurePipelines,
  memory: measureMemory,
  search: measureSearch,
};
const chosen = options.only?.split(',') ?? Object.keys(PARTS);
console.log(`Node ${process.version}, ${availableParallelism()} processors`);
for (const [name, measure] of Object.entries(PARTS)) {
  if (!chosen.includes(name)) continue;
  console.log(`\n— ${name}`);
  await measure();
}
