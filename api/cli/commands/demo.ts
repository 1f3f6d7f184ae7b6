/**
 * `huimu demo`: starts a country of platforms on this machine, harvests all of it, prints ledgers and totals, then
 * serves what was found. `--once` harvests twice, compares, and ends.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSources } from '../../../config/registry/sources.ts';
import type { Settings } from '../../../config/settings/settings.ts';
import { rejectedIn } from '../../../harvester/run/ledger.ts';
import { composeHuimu, type Huimu } from '../../compose.ts';
import type { Served } from '../../http/listen.ts';
import { startCountry } from '../country.ts';
import { EXIT } from '../exit.ts';
import { requestsOf } from '../ledgers.ts';
import { type Harvested, runAll } from '../run-all.ts';
import { tellStories, tourOf } from '../stories.ts';
import { table } from '../table.ts';
import { duration, type Terminal, thousands } from '../terminal.ts';
import { harvestExit, printHarvest } from './harvest.ts';
import { openServer, untilStopped } from './serve.ts';

export interface DemoOptions {
  once?: boolean;
  scale?: string;
  /** Real entries where the reference data lies beside the checkout. */
  samples?: boolean;
  /** Ids, separated by commas; all platforms where absent. */
  platforms?: string;
  /** The settings' data folder was asked for; a temporary one is used and removed otherwise. */
  keep: boolean;
}

/** On every page: nobody may take the generated entries for the platforms' own. */
const NOTICE =
  '演示：目录内容由程序生成，并非真实数据；平台名称取自真实平台。 / A demonstration: the platforms are real, their entries are generated.';

/** Runs at one time: the platforms are many and answer at once. */
const PARALLEL = 8;

export async function demo(settings: Settings, options: DemoOptions, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  terminal.note(say('正在启动演示用的平台…', 'Starting the platforms of the demonstration…'));
  const country = await startCountry(
    [
      ...(options.scale === undefined ? [] : ['--scale', options.scale]),
      ...(options.samples ? ['--samples'] : []),
      // Two harvests are compared where all is in order.
      ...(options.once ? [] : ['--stories']),
      ...(options.platforms === undefined ? [] : ['--platforms', options.platforms]),
    ],
    loadSources(settings.sources),
  );
  const data = options.keep ? settings.data : await mkdtemp(join(tmpdir(), 'huimu-demo-'));
  let huimu: Huimu | undefined;
  let served: Served | undefined;
  try {
    huimu = await composeHuimu(
      {
        ...settings,
        // By itself, whatever else runs on this machine.
        redisUrl: undefined,
        elasticsearchUrl: undefined,
        data,
        routes: country.routes,
        notice: NOTICE,
        parallel: Math.max(settings.parallel, PARALLEL),
        contact: settings.contact ?? 'http://localhost/huimu-demo',
      },
      { rows: country.sources, harvests: true, tour: tourOf(country.stories) },
    );
    terminal.note(
      say(
        `${country.expected.size} 个平台已就绪，开始采集（数据目录 ${data}）`,
        `${country.expected.size} platforms are ready; harvesting begins (data folder ${data})`,
      ),
    );
    // Before the harvest: a port that is taken is said at once, and the pages can watch.
    if (!options.once) served = await openServer(huimu, terminal);
    const first = await harvestAll(huimu, terminal);
    await printHarvest(huimu, first, terminal);
    printAgreement(first, country.expected, terminal);
    if (first.interrupted) return EXIT.stopped;
    if (served !== undefined) {
      await tellStories(huimu, country);
      return await untilStopped(served, terminal);
    }
    const second = await harvestAll(huimu, terminal);
    await printHarvest(huimu, second, terminal);
    printAgreement(second, country.expected, terminal);
    terminal.out(`\n${comparison(first, second, terminal)}`);
    return Math.max(harvestExit(first), harvestExit(second));
  } finally {
    await served?.close();
    await huimu?.close();
    await country.close();
    if (!options.keep) await rm(data, { recursive: true, force: true });
  }
}

function harvestAll(huimu: Huimu, terminal: Terminal): Promise<Harvested> {
  const chosen = [...huimu.sources.values()].filter(({ harvest }) => harvest !== undefined);
  return runAll(huimu, chosen, { trigger: 'demo' }, terminal);
}

/** Whether each source's entries are as many as its platform has records. */
function printAgreement(
  { runs }: Harvested,
  expected: ReadonlyMap<string, number>,
  terminal: Terminal,
): void {
  const { say } = terminal;
  const differing = runs.filter((run) => {
    const kept = run.ledger.indexed + rejectedIn(run.ledger);
    return kept !== expected.get(run.source);
  });
  const agreeing = `${runs.length - differing.length}/${runs.length}`;
  terminal.out(
    say(
      `${agreeing} 个来源的条目数与其平台一致（条目与拒收之和）`,
      `${agreeing} sources hold as many entries as their platforms have (rejected ones counted in)`,
    ),
  );
  for (const { source, ledger } of differing) {
    terminal.out(
      `  ${source}: ${thousands(ledger.indexed)} + ${thousands(rejectedIn(ledger))} ≠ ${thousands(expected.get(source) ?? 0)}`,
    );
  }
}

/** What the second harvest cost beside the first. */
function comparison(first: Harvested, second: Harvested, { say }: Terminal): string {
  const sum = ({ runs }: Harvested, value: (run: Harvested['runs'][number]) => number) =>
    runs.reduce((total, run) => total + value(run), 0);
  const row = (title: string, value: (harvested: Harvested) => string) => [
    title,
    value(first),
    value(second),
  ];
  return table(
    [
      { title: '' },
      { title: say('第一次', 'First'), right: true },
      { title: say('第二次', 'Second'), right: true },
    ],
    [
      row(say('用时', 'Time'), ({ ms }) => duration(ms)),
      row(say('请求', 'Requests'), (each) => thousands(sum(each, requestsOf))),
      row(say('其中列表页', 'of these list pages'), (each) =>
        thousands(sum(each, (run) => run.requests.list)),
      ),
      row(say('其中详情', 'of these details'), (each) => thousands(sum(each, (run) => run.requests.detail))),
      row(say('写入条目', 'Entries written'), (each) =>
        thousands(sum(each, ({ ledger }) => ledger.added + ledger.updated + ledger.removed)),
      ),
      row(say('用时之比', 'Share of time'), ({ ms }) => `${((ms / first.ms) * 100).toFixed(0)} %`),
    ],
  );
}
