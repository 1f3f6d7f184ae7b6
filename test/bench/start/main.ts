/** What commands cost from their start to their end, as a person starts them: what Node made of our files is kept from the first. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundled } from '../../../api/cli/bundled.js';
import { LAUNCHER, routesOf, sourcesFolder } from '../../cli/command.ts';
import { median } from '../figures.ts';
import { startPlatform } from '../harvesting.ts';
import { measuredSource } from '../source.ts';

/** A small source of the national list, whose rows come whole. */
const SMALL = 'anhui-wuhu';
const ROWS = 50;

interface Spent {
  seconds: number;
  /** Processor time of all its threads, in µs. */
  cpu: number;
  /** Most that was resident, in bytes. */
  resident: number;
}

async function spentBy(args: string[], environment: Record<string, string>): Promise<Spent> {
  const file = join(environment.HUIMU_DATA as string, 'spent.json');
  const begun = performance.now();
  await promisify(execFile)(
    process.execPath,
    [
      '--max-semi-space-size=8',
      '--heap-growing-percent=60',
      `--import=${new URL('./spent.ts', import.meta.url).href}`,
      LAUNCHER,
      ...args,
    ],
    { env: { ...environment, BENCH_SPENT: file }, cwd: environment.HUIMU_DATA },
  );
  const seconds = (performance.now() - begun) / 1000;
  return { seconds, ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Spent, 'seconds'>) };
}

/** Each command a few times over, the first time left out; the middle ones are told. */
export async function printStarts(times: number): Promise<void> {
  const form = bundled(new URL('../../../', import.meta.url)) === undefined ? 'the sources' : 'the bundle';
  console.log(`${form} of the program (npm run build makes the bundle)`);
  const folder = mkdtempSync(join(tmpdir(), 'huimu-start-'));
  const platform = await startPlatform(SMALL, ROWS, { keep: true });
  const sources = sourcesFolder([measuredSource(SMALL)]);
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HUIMU_'));
  const environment = {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    HUIMU_DATA: folder,
    HUIMU_LOG_LEVEL: 'error',
    HUIMU_CONTACT: 'https://huimu.example/',
    HUIMU_ROUTES: routesOf(platform.routes),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  const own = { ...environment, HUIMU_SOURCES: sources };
  const commands: [args: string[], environment: Record<string, string>][] = [
    [['--help'], environment],
    [['sources', 'list'], environment],
    [['harvest', '--full', SMALL], own],
    [['search', '公共数据'], own],
  ];
  try {
    for (const [args, given] of commands) {
      await spentBy(args, given);
      const spent: Spent[] = [];
      for (let time = 0; time < times; time += 1) spent.push(await spentBy(args, given));
      const middle = (of: keyof Spent): number => median(spent, (each) => each[of]);
      console.log(
        `huimu ${args.join(' ')}: ${middle('seconds').toFixed(2)} s, processor ${(middle('cpu') / 1e6).toFixed(2)} s, ` +
          `${(middle('resident') / 1024 ** 2).toFixed(0)} MB resident at most`,
      );
    }
  } finally {
    platform.close();
    for (const each of [folder, sources]) rmSync(each, { recursive: true, force: true });
  }
}
