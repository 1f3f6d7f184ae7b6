/**
 * Measures the installation of many processes: `npm run bench:cluster [-- options]`. Three quarters of an hour at full
 * size, most of it filling and asking four million entries; `--quick` shows in three minutes that everything runs.
 *
 *   --only=index,night,pipeline,long,queue,search,rebuild
 *   --entries=40000                 entries of the index rate, of the pipeline and of the long source
 *   --search-at=370000,4000000      sizes at which searches are timed
 *   --sqlite-at=370000              sizes at which SQLite is filled and asked as well
 *   --heap=2g                       of the Elasticsearch that is started
 *   --keep                          keeps what was filled for searching, and takes it the next time
 *   --json=FILE                     the figures as JSON as well
 *
 * `HUIMU_ELASTICSEARCH_URL` names a cluster to be measured (http, without a password); else one node is started here.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownRedis } from '../../services/redis/service.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { atEnd, toTheEnd } from './ends.ts';
import { expectOwnDocuments } from './fill.ts';
import { indexRate } from './index-rate.ts';
import { joinedPipeline } from './joined-pipeline.ts';
import { longSource, reportLong } from './long/source.ts';
import { queueRate } from './queue-rate.ts';
import { rebuildUnderLoad } from './rebuild-load.ts';
import {
  reportCrowd,
  reportFilled,
  reportIndex,
  reportNight,
  reportPipeline,
  reportQuestion,
  reportQueue,
  reportRebuild,
} from './report.ts';
import { type SizeFigures, searchAt } from './search-sizes.ts';
import { unchangedNight } from './unchanged-night.ts';

const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    entries: { type: 'string' },
    'search-at': { type: 'string' },
    'sqlite-at': { type: 'string' },
    heap: { type: 'string', default: '2g' },
    keep: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const { quick, keep, heap } = given;

const numbers = (text: string): number[] =>
  text.split(',').map((each) => {
    const number = Number(each.replaceAll('_', ''));
    if (Number.isInteger(number) && number > 0) return number;
    throw new Error(`${each} is no number of entries`);
  });

const ENTRIES = numbers(given.entries ?? (quick ? '4000' : '40000'))[0] as number;
const SIZES = numbers(given['search-at'] ?? (quick ? '10000' : '370000,4000000'));
/** Filling SQLite with millions takes longer than all the rest. */
const SQLITE_MOST = 370_000;
const SQLITE_SIZES =
  given['sqlite-at'] === undefined
    ? SIZES.filter((size) => size <= SQLITE_MOST)
    : numbers(given['sqlite-at']);
const ROUNDS = quick ? { index: 1, pipeline: 1 } : { index: 3, pipeline: 2 };
const EFFORT = quick ? { rounds: 6, seconds: 2, least: 3 } : { rounds: 30, seconds: 20, least: 10 };
/** Entries of the index that is built anew under load: the smallest that is searched, so that it is filled once. */
const REBUILT = Math.min(...SIZES);
const JOBS = quick ? 2_000 : 20_000;

const PARTS = {
  async index(cluster: Cluster) {
    const figures = await indexRate(cluster, { entries: ENTRIES, rounds: ROUNDS.index });
    reportIndex(figures);
    return figures;
  },
  async night(cluster: Cluster) {
    const figures = await unchangedNight(cluster, ENTRIES);
    reportNight(figures);
    return figures;
  },
  async pipeline(cluster: Cluster) {
    const figures = await joinedPipeline(cluster, { entries: ENTRIES, rounds: ROUNDS.pipeline });
    reportPipeline(figures);
    return figures;
  },
  async long(cluster: Cluster) {
    const figures = await longSource(cluster, ENTRIES);
    reportLong(figures);
    return figures;
  },
  async queue() {
    const figures = await queueRate(JOBS);
    reportQueue(figures);
    return figures;
  },
  async search(cluster: Cluster) {
    await expectOwnDocuments(cluster);
    console.log('p50 / p99 in ms, five facets');
    const all: SizeFigures[] = [];
    for (const entries of SIZES) {
      const withSqlite = SQLITE_SIZES.includes(entries);
      const tell = { told: reportFilled, tell: reportQuestion, tellCrowd: reportCrowd };
      const options = { entries, withSqlite, keep, effort: EFFORT, ...tell };
      all.push(await searchAt(cluster, options));
    }
    return all;
  },
  async rebuild(cluster: Cluster) {
    const figures = await rebuildUnderLoad(cluster, REBUILT);
    reportRebuild(figures);
    return figures;
  },
};
type Part = keyof typeof PARTS;

const chosen = (given.only?.split(',') ?? Object.keys(PARTS)) as Part[];
for (const part of chosen) if (!(part in PARTS)) throw new Error(`--only: ${Object.keys(PARTS).join(', ')}`);

/** Says loudly what is missing. */
async function had<T>(what: string, getting: Promise<T>): Promise<T> {
  return getting.catch((error: unknown) => {
    throw new Error(`!!! 没有 ${what}，无法测量 / no ${what}, nothing can be measured`, { cause: error });
  });
}

toTheEnd(async () => {
  // All that is written anywhere below goes with this folder.
  const folder = mkdtempSync(join(tmpdir(), 'huimu-bench-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  process.env.TMPDIR = folder;
  if ((['pipeline', 'long', 'queue'] as const).some((part) => chosen.includes(part))) {
    await (await had('Redis', ownRedis())).close();
  }
  const cluster = await had('Elasticsearch', openCluster({ heap, keep }));
  const machine = {
    node: process.version,
    processors: availableParallelism(),
    elasticsearch: cluster.version,
    heap: cluster.own ? heap : 'as it is',
  };
  console.log(
    `Node ${machine.node}, ${machine.processors} processors, Elasticsearch ${machine.elasticsearch}, heap ${machine.heap}`,
  );
  const figures: Record<string, unknown> = { ...machine };
  for (const part of Object.keys(PARTS) as Part[]) {
    if (!chosen.includes(part)) continue;
    console.log(`\n— ${part} (load ${loadavg()[0]?.toFixed(1)})`);
    const start = performance.now();
    figures[part] = await PARTS[part](cluster);
    console.log(`  (${((performance.now() - start) / 1000).toFixed(0)} s)`);
    if (given.json !== undefined) writeFileSync(given.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
});
