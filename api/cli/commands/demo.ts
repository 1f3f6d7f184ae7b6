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
import type { Tour } from '../../schemas/about.ts';
import { openTelling } from '../../telling/office.ts';
import { type Country, startCountry } from '../demo/country.ts';
import { playPast, settableClock } from '../demo/past.ts';
import { tellStories } from '../demo/telling.ts';
import { visitorOf } from '../demo/visitor.ts';
import { EXIT } from '../exit.ts';
import { requestsOf } from '../ledgers.ts';
import { type Harvested, runAll } from '../run-all.ts';
import { table } from '../table.ts';
import { teller } from '../teller.ts';
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
  const clock = settableClock();
  const tour: Tour = [];
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
      { rows: country.sources, harvests: true, tour, clock: clock.now },
    );
    terminal.note(
      say(
        `${country.expected.size} 个平台已就绪，开始采集（数据目录 ${data}）`,
        `${country.expected.size} platforms are ready; harvesting begins (data folder ${data})`,
      ),
    );
    // Before the harvest: a port that is taken is said at once, and the pages can watch.
    if (!options.once) served = await openServer(huimu, terminal);
    await playPast(huimu, country, clock);
    const first = await harvestAll(huimu, country, terminal);
    await printHarvest(huimu, first, terminal);
    printAgreement(first, country, terminal);
    if (first.interrupted) return EXIT.stopped;
    if (served !== undefined) {
      tour.push(...(await tellStories(huimu, country, visitorOf(served.address, settings.adminKey))));
      printTour(tour, served.address, terminal);
      const telling = await openTelling(huimu, teller(terminal));
      try {
        return await untilStopped(served, terminal);
      } finally {
        await telling.close();
      }
    }
    const second = await harvestAll(huimu, country, terminal);
    await printHarvest(huimu, second, terminal);
    printAgreement(second, country, terminal);
    terminal.out(`\n${comparison(first, second, terminal)}`);
    return Math.max(harvestExit(first), harvestExit(second));
  } finally {
    await served?.close();
    await huimu?.close();
    await country.close();
    if (!options.keep) await rm(data, { recursive: true, force: true });
  }
}

function harvestAll(huimu: Huimu, { stories }: Country, terminal: Terminal): Promise<Harvested> {
  const missed = new Set(stories.flatMap((story) => (story.missed ? story.source : [])));
  const chosen = [...huimu.sources.values()].filter(
    ({ id, harvest }) => harvest !== undefined && !missed.has(id),
  );
  return runAll(huimu, chosen, { trigger: 'demo' }, terminal);
}

/** Whether each source's entries are as many as its platform has records; of the others, why. */
function printAgreement({ runs }: Harvested, { expected, stories }: Country, terminal: Terminal): void {
  const { say } = terminal;
  const differing = runs.filter((run) => {
    const kept = run.ledger.indexed + rejectedIn(run.ledger);
    return kept !== expected.get(run.source);
  });
  const agreeing = `${runs.length - differing.length}/${runs.length}`;
  terminal.out(
    say(
      `${agreeing} 个来源的条目数与其平台一致（条目与拒收之和）${differing.length > 0 ? '，不一致的有：' : ''}`,
      `${agreeing} sources hold as many entries as their platforms have (rejected ones counted in)${differing.length > 0 ? '; those that do not:' : ''}`,
    ),
  );
  for (const { source, ledger } of differing) {
    const { zh, en } = stories.find((story) => story.source === source)?.words ?? {
      zh: '并非演示的安排',
      en: 'not as the demonstration has it',
    };
    terminal.out(
      `  ${source}: ${thousands(ledger.indexed)} + ${thousands(rejectedIn(ledger))} ≠ ${thousands(expected.get(source) ?? 0)}  ${say(zh, en)}`,
    );
  }
}

/** What is worth seeing, and where. */
function printTour(tour: Tour, address: string, { out, say }: Terminal): void {
  if (tour.length === 0) return;
  out(`\n${say('导览（首页也列出）：', 'A tour, which the home page lists as well:')}`);
  for (const { label, address: path } of tour) out(`  ${say(label.zh, label.en)}\n    ${address}${path}`);
  out('');
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
