/**
 * Two states of this program in one run: `npm run bench:against -- <commit> [--to <commit>] [--entries 20000] [--rounds 4]`.
 * The same generated rows go through both in turns: written into an empty SQLite catalogue (index rate), and harvested
 * whole from one local server (pipeline rate). Without `--to`, the working tree is held against the commit.
 */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Cost } from '../cost.ts';
import { median } from '../figures.ts';
import { startPlatform } from '../harvesting.ts';
import type { Order } from './side.ts';

const { values: options, positionals } = parseArgs({
  options: {
    to: { type: 'string' },
    source: { type: 'string', default: 'ckan' },
    entries: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '4' },
  },
  allowPositionals: true,
});
const [from] = positionals;
if (from === undefined) throw new Error('npm run bench:against -- <commit>');
const entries = Number(options.entries);
const HERE = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'huimu-against-'));
const git = (...args: string[]): string => execFileSync('git', ['-C', HERE, ...args], { encoding: 'utf8' });

const taken: string[] = [];
/** The commit in a folder of its own, with our installed packages. */
function checkout(commit: string): string {
  const at = join(folder, String(taken.length));
  git('worktree', 'add', '--quiet', '--detach', at, commit);
  taken.push(at);
  symlinkSync(join(HERE, 'node_modules'), join(at, 'node_modules'));
  return at;
}

interface Side {
  name: string;
  child: ChildProcess;
}

async function told<T>({ name, child }: Side): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  const gone = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${name} ended with ${code}`);
  });
  gone.catch(() => undefined);
  try {
    return ((await Promise.race([once(child, 'message', { signal }), gone])) as [T])[0];
  } finally {
    over.abort();
  }
}

async function start(name: string, root: string): Promise<Side> {
  const path = new URL('./side.ts', import.meta.url);
  // As `huimu` is started.
  const child = fork(path, [root, options.source], {
    execArgv: ['--max-semi-space-size=8', '--heap-growing-percent=60'],
  });
  const side = { name, child };
  await told(side);
  return side;
}

async function asked(side: Side, order: Order): Promise<Cost> {
  side.child.send(order);
  const answer = await told<{ cost: Cost } | { failed: string }>(side);
  if ('failed' in answer) throw new Error(`${side.name}: ${answer.failed}`);
  return answer.cost;
}

/** Both in turns, the first one changing. */
async function inTurns(sides: [Side, Side], name: string, order: Order): Promise<void> {
  const costs: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const at of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      costs[at].push(await asked(sides[at], order));
    }
  }
  const [before, after] = costs.map((each) => ({
    rate: entries / median(each, ({ seconds }) => seconds),
    cpu: median(each, ({ cpu }) => cpu) / entries,
    main: median(each, ({ main }) => main) / entries,
  })) as [Record<'rate' | 'cpu' | 'main', number>, Record<'rate' | 'cpu' | 'main', number>];
  console.log(`${name}, ${entries} entries, the middle of ${options.rounds} rounds`);
  for (const [at, { rate, cpu, main }] of [before, after].entries()) {
    console.log(
      `  ${(sides[at] as Side).name.padEnd(12)} ${rate.toFixed(0).padStart(6)} entries/s, ` +
        `processor ${cpu.toFixed(0)} µs an entry, ${main.toFixed(0)} of it the calling thread's`,
    );
  }
  const pairs = costs[0].map((cost, at) => (costs[1][at] as Cost).cpu / cost.cpu);
  console.log(
    `  ratio        rate ${(after.rate / before.rate).toFixed(3)}, processor ${(after.cpu / before.cpu).toFixed(3)} ` +
      `(by rounds ${pairs.map((each) => each.toFixed(2)).join(' ')})`,
  );
}

const sides: Side[] = [];
try {
  const platform = await startPlatform(options.source, entries, { keep: true });
  try {
    const { routes } = platform;
    sides.push(await start(from.slice(0, 10), checkout(from)));
    const { to } = options;
    sides.push(await start(to?.slice(0, 10) ?? 'this', to === undefined ? HERE : checkout(to)));
    // What a process does for the first time is not measured.
    for (const side of sides) await asked(side, { do: 'harvest', routes });
    const pair = sides as [Side, Side];
    await inTurns(pair, 'index rate', { do: 'write' });
    await inTurns(pair, 'pipeline rate', { do: 'pipeline', routes });
  } finally {
    for (const { child } of sides) if (child.connected) child.disconnect();
    platform.close();
  }
} finally {
  for (const at of taken) git('worktree', 'remove', '--force', at);
  rmSync(folder, { recursive: true, force: true });
}
