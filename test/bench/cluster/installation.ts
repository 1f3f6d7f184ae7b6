/** An installation of real processes over the cluster and a Redis of its own: `huimu worker`s, and one that starts runs. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import type { Source } from '../../../config/registry/source.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { imbalances } from '../../../harvester/run/ledger.ts';
import type { Run } from '../../../index/operations.ts';
import type { Catalogue } from '../../../index/port.ts';
import { routesOf, start } from '../../cli/command.ts';
import { ownRedis } from '../../services/redis/service.ts';
import { atEnd } from './ends.ts';
import { processorTimeOf } from './processor-time.ts';

export interface Installation {
  huimu: Huimu;
  /** Starts a run of each source and waits for the last one's end. */
  harvestAll(): Promise<Run[]>;
  /** Processor time of the workers so far, in µs; null where the system does not tell. */
  cpu(): number | null;
  close(): Promise<void>;
}

export interface InstallationOptions {
  url: string;
  prefix: string;
  sources: Source[];
  routes: Record<string, string>;
  workers: number;
  /** Runs at one time in each. */
  parallel: number;
}

/** Ends a process whose parent is gone, however it went. */
const WATCHED = `data:text/javascript,${encodeURIComponent(
  `setInterval(() => { if (process.ppid !== ${process.pid}) process.exit(1); }, 500).unref();`,
)}`;

/** Resolves once all workers are ready. */
export async function install(options: InstallationOptions): Promise<Installation> {
  const { sources, workers } = options;
  const redis = await ownRedis();
  const closeRedis = atEnd(() => redis.close());
  const folder = mkdtempSync(join(tmpdir(), 'huimu-installation-'));
  const rows = join(folder, 'sources');
  mkdirSync(rows);
  writeFileSync(join(rows, 'rows.yaml'), stringify(sources));
  const environment = {
    HUIMU_DATA: join(folder, 'data'),
    HUIMU_SOURCES: rows,
    HUIMU_REDIS_URL: redis.url,
    HUIMU_ELASTICSEARCH_URL: options.url,
    HUIMU_ELASTICSEARCH_PREFIX: options.prefix,
    HUIMU_CONTACT: 'data@example.cn',
    HUIMU_ROUTES: routesOf(options.routes),
    HUIMU_PARALLEL: String(options.parallel),
  };
  const huimu = await composeHuimu(loadSettings({ environment, folder }), { harvests: true });
  const closeHuimu = atEnd(() => huimu.close());
  const begun = Array.from({ length: workers }, () =>
    start(['worker', '--lang', 'en'], { ...environment, NODE_OPTIONS: `--import=${WATCHED}` }),
  );
  const endWorkers = atEnd(async () => {
    for (const { child } of begun) child.kill('SIGKILL');
    await Promise.all(begun.map(({ ended }) => ended));
  });
  await Promise.all(begun.map(({ said }) => said(/is ready/)));
  return {
    huimu,
    async harvestAll() {
      const { control } = huimu;
      const started = await Promise.all(sources.map(({ id }) => control.start(id, { trigger: 'person' })));
      return Promise.all(started.map(({ id }) => control.ended(id)));
    },
    cpu() {
      const times = begun.map(({ child }) => processorTimeOf(child.pid as number));
      return times.reduce<number | null>(
        (sum, time) => (sum === null || time === null ? null : sum + time),
        0,
      );
    },
    async close() {
      await endWorkers();
      await closeHuimu();
      await closeRedis();
    },
  };
}

/** Throws where a ledger does not balance, or anything of the sources was lost or doubled. */
export async function expectHarvested(catalogue: Catalogue, runs: Run[], each: number): Promise<void> {
  const faults: string[] = [];
  for (const { source, status, ledger, problems } of runs) {
    if (status !== 'succeeded') faults.push(`${source}: ${status} ${JSON.stringify(problems)}`);
    for (const off of imbalances(ledger)) faults.push(`${source}: ${off}`);
    const counted = [ledger.listed, ledger.added, ledger.indexed];
    if (counted.some((count) => count !== each)) faults.push(`${source}: ${counted} of ${each}`);
  }
  await catalogue.refresh();
  const ids = new Set<string>();
  let streamed = 0;
  for await (const page of catalogue.stream({})) {
    streamed += page.length;
    for (const { entry } of page) ids.add(entry.id);
  }
  if (ids.size !== streamed) faults.push(`${streamed - ids.size} entries are doubled`);
  if (ids.size !== each * runs.length) faults.push(`${ids.size} entries, not ${each * runs.length}`);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
