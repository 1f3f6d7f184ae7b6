/**
 * Measures the catalogue alone: raw index rate, memory, and the time of searches.
 *
 *   node test/bench/search.bench.ts [entries] [--keep file.db]
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measure } from '../../index/figures/pivot.ts';
import type { Facet, SearchQuery } from '../../index/query.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { generatedEntry, places, seeded } from '../index/generator.ts';
import { percentile } from './figures.ts';
import { QUESTIONS, questionWith } from './questions.ts';
import { touch } from './touch.ts';

const BATCH = 500;
const ROUNDS = 30;

const { values: options, positionals } = parseArgs({
  options: { keep: { type: 'string' } },
  allowPositionals: true,
});
const total = Number(positionals[0] ?? 370_000);
const folder = mkdtempSync(join(tmpdir(), 'huimu-bench-'));
const path = options.keep ?? join(folder, 'catalogue.db');
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
const indexed = existsSync(path);
const catalogue = await openSqliteCatalogue({ path });

if (!indexed) {
  const random = seeded(7);
  const all = places();
  const each = Math.ceil(total / all.length);
  let writing = 0;
  let done = 0;
  for (const place of all) {
    for (let from = 0; from < each && done < total; from += BATCH) {
      const size = Math.min(BATCH, each - from, total - done);
      const entries = Array.from({ length: size }, (_, at) => generatedEntry(place, from + at, random));
      const batch = batchOf(entries, { region: place.region, batch: from });
      const start = performance.now();
      await catalogue.write(batch);
      writing += performance.now() - start;
      done += size;
    }
  }
  console.log(
    `index: ${done} entries, ${Math.round(done / (writing / 1000))} entries/s, file ${megabytes(statSync(path).size)}`,
  );
}

const timed = async (
  name: string,
  work: () => Promise<string>,
  { rounds = ROUNDS, before = async () => {} }: { rounds?: number; before?: () => Promise<void> } = {},
): Promise<void> => {
  const times: number[] = [];
  let note = '';
  for (let round = 0; round < rounds; round += 1) {
    await before();
    const start = performance.now();
    note = await work();
    times.push(performance.now() - start);
  }
  const first = times[0] as number;
  const at = (share: number) => percentile(times, share).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, first ${first.toFixed(1)} ms (${note})`);
};

const ask = async (over: Partial<SearchQuery>): Promise<string> => {
  const { resources, terms } = await catalogue.search(questionWith(over));
  return `${resources} hits, words ${terms.join(' ')}`;
};
for (const [name, over] of QUESTIONS) {
  const times: number[] = [];
  let note = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    // Cold: a write between any two questions empties every cache, as during a harvest.
    await touch(catalogue);
    const start = performance.now();
    note = await ask(over);
    times.push(performance.now() - start);
  }
  console.log(
    `${name}: p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms, nothing kept from before (${note})`,
  );
  await timed('  asked again', () => ask(over));
}
const fresh = { before: () => touch(catalogue) };
await timed(
  'statistics by province and mode',
  async () => {
    const { rows } = await catalogue.statistics({ by: ['province', 'mode'], filters: {} });
    return `${rows.length} rows`;
  },
  fresh,
);
const TABLES: [Facet, Facet, Measure][] = [
  ['province', 'mode', 'resources'],
  ['province', 'mode', 'rows'],
  ['theme', 'modifiedMonth', 'late'],
  ['province', 'theme', 'quality'],
  ['province', 'theme', 'publishers'],
  ['publisher', 'format', 'resources'],
];
for (const [rows, columns, measure] of TABLES) {
  const table = async () => {
    const at = new Date().toISOString();
    const most = { mostRows: 40, mostColumns: 20 };
    const { cells } = await catalogue.pivot({ rows, columns, measure, filters: {}, at, ...most });
    return `${cells.flat().length} cells`;
  };
  await timed(`table of ${measure} by ${rows} and ${columns}`, table, fresh);
}
const start = performance.now();
let streamed = 0;
for await (const page of catalogue.stream({ province: ['520000'] })) streamed += page.length;
console.log(`stream of one province: ${streamed} entries in ${(performance.now() - start).toFixed(0)} ms`);
console.log(
  `memory: ${megabytes(process.memoryUsage().rss)} resident, file ${megabytes(statSync(path).size)}`,
);
await timed(
  'open and load',
  async () => {
    const again = await openSqliteCatalogue({ path });
    await again.refresh();
    await again.close();
    return 'a second time in one process';
  },
  { rounds: 3 },
);
await catalogue.close();
rmSync(folder, { recursive: true });
