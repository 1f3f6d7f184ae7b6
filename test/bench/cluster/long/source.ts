/**
 * One long source through one worker into the cluster, stretch by stretch: what a row costs must not grow with what is
 * there. Real-shaped, and beside it the worst case: hundreds of entries share each title.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { STRETCH } from '../../figures.ts';
import { startPlatform } from '../../harvesting.ts';
import { measuredSource } from '../../source.ts';
import { BENCH_PREFIX, type Cluster } from '../cluster.ts';
import { atEnd } from '../ends.ts';
import { expectHarvested, install } from '../installation.ts';

export interface Stretch {
  rows: number;
  seconds: number;
  /** Processor time in µs: of the worker (null where the system does not tell) and of the cluster. */
  cpu: { worker: number | null; cluster: number };
}

export interface LongFigures {
  entries: number;
  real: Stretch[];
  fewTitles: Stretch[];
}

/** Of a source of more than so many rows, 250,000 make a stretch. */
const LONG = 1_000_000;
const PREFIX = `${BENCH_PREFIX}-long`;
const ID = 'ckan-1';
/** Milliseconds between looks at where the run stands. */
const LOOK = 200;

/** A short source is told in quarters. */
const stretchOf = (entries: number): number =>
  entries > LONG ? 10 * STRETCH : Math.min(STRETCH, Math.ceil(entries / 4));

async function harvested(cluster: Cluster, entries: number, fewTitles: boolean): Promise<Stretch[]> {
  await cluster.drop(PREFIX);
  const platform = await startPlatform(ID, entries, { fewTitles });
  const closePlatform = atEnd(() => platform.close());
  const installation = await install({
    ...{ url: cluster.url, prefix: PREFIX, sources: [measuredSource(ID)] },
    ...{ routes: platform.routes, workers: 1, parallel: 1 },
  });
  const { catalogue, control } = installation.huimu;
  const size = stretchOf(entries);
  const stretches: Stretch[] = [];
  const moment = async () => ({
    at: performance.now(),
    worker: installation.cpu(),
    cluster: await cluster.cpu(),
  });
  const started = await control.start(ID, { trigger: 'person' });
  let [rows, since] = [0, await moment()];
  for (let running = true; running; await pause(running ? LOOK : 0)) {
    const run = await catalogue.getRun(started.id);
    running = run?.status === 'running';
    const listed = run?.ledger.listed ?? 0;
    if (listed - rows < size && (running || listed === rows)) continue;
    const now = await moment();
    const known = now.worker !== null && since.worker !== null;
    stretches.push({
      rows: listed - rows,
      seconds: (now.at - since.at) / 1000,
      cpu: {
        worker: known ? (now.worker as number) - (since.worker as number) : null,
        cluster: now.cluster - since.cluster,
      },
    });
    [rows, since] = [listed, now];
  }
  await expectHarvested(catalogue, [await control.ended(started.id)], entries);
  await installation.close();
  await closePlatform();
  await cluster.drop(PREFIX);
  return stretches;
}

export async function longSource(cluster: Cluster, entries: number): Promise<LongFigures> {
  const real = await harvested(cluster, entries, false);
  return { entries, real, fewTitles: await harvested(cluster, entries, true) };
}

const costOf = (stretches: Stretch[]): number =>
  stretches.reduce((sum, { cpu }) => sum + (cpu.worker ?? 0) + cpu.cluster, 0);

export function reportLong({ entries, real, fewTitles }: LongFigures): void {
  const told = (stretches: Stretch[]): string =>
    stretches
      .map(({ rows, seconds, cpu: { worker, cluster } }) => {
        const each = (cpu: number | null) => (cpu === null ? '?' : (cpu / rows).toFixed(0));
        return `${rows}: ${(rows / seconds).toFixed(0)}/s, worker ${each(worker)} µs, cluster ${each(cluster)} µs`;
      })
      .join('\n    ');
  console.log(`one source of ${entries} rows, one worker, stretch by stretch`);
  console.log(`  real-shaped\n    ${told(real)}`);
  console.log(`  hundreds of holders of each title\n    ${told(fewTitles)}`);
  const ratio = costOf(fewTitles) / costOf(real);
  console.log(`  the worst case costs ${ratio.toFixed(2)} times the real-shaped, by processor time`);
}
