/**
 * Entries a second through whole installations of one, two and four workers, from queueing to the last run's end:
 * real processes, a real Redis, the cluster, and platforms in processes of their own that have made their answers
 * before. Beside: the raw rate of the documents that the same harvest writes.
 */
import type { Run } from '../../../index/operations.ts';
import { faultyLink } from '../../services/faulty-link.ts';
import { median } from '../figures.ts';
import { type Platform, startPlatform } from '../harvesting.ts';
import { measuredSource } from '../source.ts';
import { BENCH_PREFIX, type Cluster } from './cluster.ts';
import { atEnd } from './ends.ts';
import { expectHarvested, type InstallationOptions, install } from './installation.ts';
import { middleOf, type Pass, rawPass } from './passes.ts';
import { kindOf, recordWrites } from './recorded-writes.ts';

const SOURCES = 8;
const WORKERS = [1, 2, 4];
/** Runs at one time in a worker, as it does them where nothing else is said. */
const PARALLEL = 4;
const RAW_STREAMS = 4;
const PREFIX = `${BENCH_PREFIX}-pipeline`;

export interface Harvested {
  workers: number;
  /** Runs at one time in each. */
  parallel: number;
  seconds: number;
  /** Processor time in µs: of the workers (null where the system does not tell), the cluster, the platforms. */
  cpu: { workers: number | null; cluster: number; platforms: number };
}

export interface JoinedFigures {
  entries: number;
  sources: number;
  documents: { entries: number; all: number };
  /** To the cluster, by their kind, of a harvest by one worker. */
  requests: Record<string, number>;
  /** Between the harvests, the middle ones. */
  raw: { entries: Pass; all: Pass };
  /** One for each number of workers, the middle of its rounds. */
  harvests: Harvested[];
}

const sum = (values: number[]): number => values.reduce((total, each) => total + each, 0);

function middleHarvest(passes: Harvested[]): Harvested {
  const [first] = passes as [Harvested];
  const { workers, parallel } = first;
  const known = passes.every(({ cpu }) => cpu.workers !== null);
  return {
    workers,
    parallel,
    seconds: median(passes, ({ seconds }) => seconds),
    cpu: {
      workers: known ? median(passes, ({ cpu }) => cpu.workers as number) : null,
      cluster: median(passes, ({ cpu }) => cpu.cluster),
      platforms: median(passes, ({ cpu }) => cpu.platforms),
    },
  };
}

export async function joinedPipeline(
  cluster: Cluster,
  { entries, rounds }: { entries: number; rounds: number },
): Promise<JoinedFigures> {
  const each = Math.ceil(entries / SOURCES);
  const ids = Array.from({ length: SOURCES }, (_, at) => `ckan-${at + 1}`);
  const platforms: Platform[] = [];
  const closePlatforms = atEnd(() => {
    for (const platform of platforms) platform.close();
  });
  for (const id of ids) platforms.push(await startPlatform(id, each, { keep: true }));
  const options: InstallationOptions = {
    url: cluster.url,
    prefix: PREFIX,
    sources: ids.map(measuredSource),
    routes: Object.assign({}, ...platforms.map(({ routes }) => routes)) as Record<string, string>,
    workers: 1,
    parallel: PARALLEL,
  };
  const platformsCpu = async (): Promise<number> =>
    sum(await Promise.all(platforms.map((platform) => platform.cpu())));

  async function harvested(workers: number): Promise<Harvested> {
    await cluster.drop(PREFIX);
    // As many runs at one time as there are sources, but no more in one worker than usual.
    const parallel = Math.min(PARALLEL, Math.ceil(SOURCES / workers));
    const installation = await install({ ...options, workers, parallel });
    const before = {
      workers: installation.cpu(),
      cluster: await cluster.cpu(),
      platforms: await platformsCpu(),
    };
    const start = performance.now();
    const runs: Run[] = await installation.harvestAll();
    const seconds = (performance.now() - start) / 1000;
    const after = { workers: installation.cpu(), platforms: await platformsCpu() };
    await cluster.settle(PREFIX);
    const clusterCpu = (await cluster.cpu()) - before.cluster;
    await expectHarvested(installation.huimu.catalogue, runs, each);
    await installation.close();
    await cluster.drop(PREFIX);
    const known = before.workers !== null && after.workers !== null;
    return {
      workers,
      parallel,
      seconds,
      cpu: {
        workers: known ? (after.workers as number) - (before.workers as number) : null,
        cluster: clusterCpu,
        platforms: after.platforms - before.platforms,
      },
    };
  }

  // Not timed: the platforms make their answers, and what goes to the cluster is taken down.
  const recorded = recordWrites(RAW_STREAMS);
  const dropRecorded = atEnd(() => recorded.drop());
  const link = await faultyLink(cluster.url);
  const closeLink = atEnd(() => link.close());
  await cluster.drop(PREFIX);
  const warming = await install({ ...options, url: link.url });
  let bodies = 0;
  const requests: Record<string, number> = {};
  link.judge(({ path, body }) => {
    const kind = kindOf(path);
    requests[kind] = (requests[kind] ?? 0) + 1;
    if (kind === '_bulk') {
      recorded.take(bodies % RAW_STREAMS, PREFIX, body);
      bodies += 1;
    }
    return 'pass';
  });
  const runs = await warming.harvestAll();
  link.judge(() => 'pass');
  await expectHarvested(warming.huimu.catalogue, runs, each);
  await warming.close();
  await closeLink();
  await cluster.drop(PREFIX);

  const passes: Harvested[] = [];
  const raw: { entries: Pass[]; all: Pass[] } = { entries: [], all: [] };
  for (let round = 0; round < rounds; round += 1) {
    // There and back: whoever comes later finds the cluster warmer.
    for (const workers of round % 2 === 0 ? WORKERS : WORKERS.toReversed()) {
      raw.entries.push(await rawPass(cluster, recorded, 'entries', RAW_STREAMS));
      raw.all.push(await rawPass(cluster, recorded, 'all', RAW_STREAMS));
      passes.push(await harvested(workers));
    }
  }
  await closePlatforms();
  await dropRecorded();
  return {
    entries: each * SOURCES,
    sources: SOURCES,
    documents: { entries: recorded.count('entries'), all: recorded.count('all') },
    requests,
    raw: { entries: middleOf(raw.entries), all: middleOf(raw.all) },
    harvests: WORKERS.map((workers) => middleHarvest(passes.filter((pass) => pass.workers === workers))),
  };
}
