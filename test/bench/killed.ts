/**
 * One long run whose worker is killed again and again at random, over each engine: `npm run bench:killed [-- --kills 50]
 * [--things 3000] [--only sqlite,elasticsearch] [--seed 1]`. A real Redis, real processes; at the end nothing may be lost,
 * doubled or otherwise than in a run that nothing happened to, and every ledger in balance.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { joinProcesses, slowSources } from '../harvester/cluster/joined-processes.ts';
import { type Engine, inACluster, inAFile } from '../harvester/engines.ts';
import { seeded } from '../index/generator.ts';
import { openCluster } from './cluster/cluster.ts';
import { atEnd, toTheEnd } from './cluster/ends.ts';

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    things: { type: 'string', default: '3000' },
    only: { type: 'string', default: 'sqlite,elasticsearch' },
    seed: { type: 'string', default: '1' },
  },
});
const kills = Number(options.kills);
const things = Number(options.things);
const chosen = options.only.split(',');
/** What a detail takes its platform, in ms: so few come into a batch that a long run has more batches than there are kills. */
const SLOW = 100;
/**
 * How a worker's life ends: once it has written none or one batch of each run further, at a moment within the next (a
 * batch waits two seconds for its rows). By work, not by the clock: on a busy machine workers that never come further would end the run.
 */
const BATCHES = 2;
const MOMENT = 2_500;

async function killed(engine: Engine): Promise<void> {
  const random = seeded(Number(options.seed));
  const names = ['long', 'longer'];
  const joined = await joinProcesses(slowSources(names, things), { engine });
  const close = atEnd(() => joined.close());
  for (const platform of joined.platforms) platform.misbehave({ what: 'slow', ms: SLOW });
  const runs = await joined.harvestAll();
  const found = async (): Promise<{ running: boolean; resumed: number; batches: number[] }> => {
    const now = await Promise.all(runs.map(({ id }) => joined.huimu.catalogue.getRun(id)));
    return {
      running: now.some((run) => run?.status === 'running'),
      resumed: now.reduce((sum, run) => sum + (run?.resumed ?? 0), 0),
      // One that has ended is as far as it can come.
      batches: now.map((run) => (run?.status === 'running' ? (run.checkpoint?.batch ?? 0) : Infinity)),
    };
  };
  let done = 0;
  for (let before = -1; done < kills; done += 1) {
    const worker = await joined.begin('worker', { parallel: names.length });
    let now = await found();
    for (; now.running && now.resumed <= before; now = await found()) await pause(20);
    if (!now.running) break;
    before = now.resumed;
    const further = Math.floor(random() * BATCHES);
    const until = now.batches.map((batches) => batches + further);
    const isThere = () => now.batches.every((batches, run) => batches >= (until[run] as number));
    for (; now.running && !isThere(); now = await found()) await pause(20);
    await pause(random() * MOMENT);
    worker.child.kill('SIGKILL');
    await worker.ended;
    if ((done + 1) % 10 === 0) console.log(`  ${done + 1} kills, batches written: ${now.batches}`);
  }
  await joined.begin('worker', { parallel: names.length });
  const ended = await Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
  const faults = await joined.faultsOf(ended);
  const resumed = ended.map((run) => `${run.source} resumed ${run.resumed} times`).join(', ');
  console.log(`over ${engine.name}: ${done} kills, ${names.length * things} entries, ${resumed}`);
  console.log(
    faults.length === 0 ? '  nothing lost, nothing doubled, ledgers balanced' : `  ${faults.join('\n  ')}`,
  );
  if (faults.length > 0) process.exitCode = 1;
  await close();
}

toTheEnd(async () => {
  if (chosen.includes('sqlite')) await killed(inAFile);
  if (!chosen.includes('elasticsearch')) return;
  const { url } = await openCluster({ heap: '512m', keep: false });
  const cluster = inACluster(url);
  atEnd(() => cluster.dispose());
  await killed(cluster);
});
