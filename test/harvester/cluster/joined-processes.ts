/** An installation of several real processes over one catalogue and one Redis, which a test may kill as it likes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import type { Source } from '../../../config/registry/source.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { imbalances } from '../../../harvester/run/ledger.ts';
import type { Run } from '../../../index/operations.ts';
import { routesOf, type Started, start } from '../../cli/command.ts';
import { type OwnRedis, ownRedis } from '../../services/redis/service.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import type { SampledThing } from '../../sources/thing.ts';
import { differences, snapshot, undisturbed } from '../catalogue-snapshot.ts';
import { type Engine, inAFile } from '../engines.ts';
import { dumpOf, testSource } from '../rig.ts';

export interface PlayedSource {
  source: Source;
  /** Things on its platform, made up or given; a source without is asked at another's address. */
  things?: number | SampledThing[] | undefined;
}

/** Sources with details, each at a platform of its own; slow enough to be caught in the middle. */
export const slowSources = (names: string[], things: PlayedSource['things']): PlayedSource[] =>
  names.map((name) => ({
    source: testSource(name, { options: { detail: true }, pace: { perSecond: null, concurrency: 2 } }),
    things,
  }));

export interface JoinOptions {
  /** What it is kept in; a file where absent. */
  engine?: Engine;
  /** Of requests to sources, beside those of the platforms. */
  extraRoutes?: Record<string, string>;
}

export interface JoinedProcesses {
  redis: OwnRedis;
  /** This process's own part: it starts, stops and watches runs, and does none. */
  huimu: Huimu;
  platforms: StartedPlatform[];
  /** Starts a process, ready when this resolves; its clock may be wrong by so many ms, other settings its own. */
  begin(
    part: 'worker' | 'scheduler' | 'serve',
    options?: { parallel?: number; clockOff?: number; environment?: Record<string, string> },
  ): Promise<Started>;
  /** Starts a run of each source. */
  harvestAll(): Promise<Run[]>;
  /** Once the run has listed so many rows. */
  listed(run: Run, rows: number): Promise<void>;
  /**
   * What went wrong with ended runs: nothing lost, nothing doubled, each ledger in balance, and all as where the same
   * platforms are harvested into a file, by one process that nothing happens to.
   */
  faultsOf(runs: Run[]): Promise<string[]>;
  close(): Promise<void>;
}

const wrongClock = (ms: number): string =>
  `data:text/javascript,${encodeURIComponent(
    `const D = Date, now = D.now; D.now = () => now.call(D) + (${ms});
     globalThis.Date = class extends D { constructor(...a) { super(...(a.length === 0 ? [D.now()] : a)); } };`,
  )}`;

export async function joinProcesses(
  played: PlayedSource[],
  { engine = inAFile, extraRoutes = {} }: JoinOptions = {},
): Promise<JoinedProcesses> {
  const redis = await ownRedis();
  const own = engine.take();
  const folder = mkdtempSync(join(tmpdir(), 'huimu-joined-'));
  const sources = join(folder, 'sources');
  const platforms: StartedPlatform[] = [];
  let routes: Record<string, string> = {};
  for (const { source, things } of played) {
    if (things === undefined) continue;
    const platform = await startPlatform(source, Array.isArray(things) ? things : { seed: 7, count: things });
    platforms.push(platform);
    routes = { ...routes, ...platform.routes };
  }
  routes = { ...routes, ...extraRoutes };
  const rows = played.map(({ source }) => source);
  mkdirSync(sources);
  writeFileSync(join(sources, 'rows.yaml'), stringify(rows));
  const environment = {
    ...own.environment,
    HUIMU_DATA: join(folder, 'data'),
    HUIMU_SOURCES: sources,
    HUIMU_REDIS_URL: redis.url,
    HUIMU_CONTACT: 'data@example.cn',
    HUIMU_ROUTES: routesOf(routes),
  };
  const huimu = await composeHuimu(loadSettings({ environment, folder }), { harvests: true });
  const begun: Started[] = [];
  const expected = new Map(
    played.map(({ source, things }) => [source.id, Array.isArray(things) ? things.length : things]),
  );

  return {
    redis,
    huimu,
    platforms,
    async begin(part, { parallel = 1, clockOff = 0, environment: others = {} } = {}) {
      const clock: Record<string, string> =
        clockOff === 0 ? {} : { NODE_OPTIONS: `--import=${wrongClock(clockOff)}` };
      const started = start([part, '--lang', 'en'], {
        ...environment,
        ...clock,
        ...others,
        HUIMU_PARALLEL: String(parallel),
      });
      begun.push(started);
      await started.said(/is ready/);
      return started;
    },
    harvestAll: () => Promise.all(rows.map(({ id }) => huimu.control.start(id, { trigger: 'person' }))),
    async listed(run, count) {
      for (;;) {
        const now = await huimu.catalogue.getRun(run.id).catch(() => undefined);
        if (now !== undefined && (now.status !== 'running' || now.ledger.listed >= count)) return;
        await sleep(20);
      }
    },
    async faultsOf(runs) {
      const faults: string[] = [];
      for (const run of runs) {
        const things = expected.get(run.source) ?? Number.NaN;
        const { ledger } = run;
        if (run.status !== 'succeeded')
          faults.push(`${run.source}: ${run.status} ${JSON.stringify(run.problems)}`);
        for (const off of imbalances(ledger)) faults.push(`${run.source}: ${off}`);
        const counted = [ledger.listed, ledger.added, ledger.indexed];
        if (counted.some((count) => count !== things)) faults.push(`${run.source}: ${counted} of ${things}`);
      }
      const entries = (await dumpOf(huimu.catalogue)) as { entry: { id: string } }[];
      const ids = new Set(entries.map(({ entry }) => entry.id));
      const wanted = [...expected.values()].reduce<number>((sum, things) => sum + (things ?? 0), 0);
      if (ids.size !== entries.length) faults.push(`${entries.length - ids.size} entries are doubled`);
      if (ids.size !== wanted) faults.push(`${ids.size} entries, not ${wanted}`);
      for (const platform of platforms) platform.misbehave();
      const calm = await undisturbed(rows, routes, join(folder, 'calm'));
      faults.push(...differences(await snapshot(huimu.catalogue, runs), calm));
      return faults;
    },
    async close() {
      for (const { child } of begun) child.kill('SIGCONT');
      for (const { child } of begun) child.kill('SIGKILL');
      await Promise.all(begun.map(({ ended }) => ended));
      await huimu.close();
      await Promise.all(platforms.map((platform) => platform.close()));
      await redis.close();
      await own.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
