/**
 * What each part adds to an entry's cost, by a profile of a whole first harvest of one CKAN source, and of rewriting
 * entries that changed: `node test/bench/parts/main.ts [entries]`. Shares of the profile of all threads, in the processor
 * time that the harvest took without it; so they hold on a busy machine too.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NAMES, partOf } from './parts.ts';
import { momentsIn } from './profile.ts';

/** µs between samples. */
const INTERVAL = '500';

interface Profiled {
  /** µs by part. */
  parts: Map<string, number>;
  /** Processor time an entry. */
  each: number;
}

/** Runs one of our measurements, whose last line is JSON with `cpu` (µs) and `entries`. */
function profiled(file: string, ...args: string[]): Profiled {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-profile-'));
  const path = fileURLToPath(new URL(file, import.meta.url));
  const usual = ['--max-semi-space-size=8', '--heap-growing-percent=60', '--expose-gc'];
  const run = (...flags: string[]): { cpu: number; entries: number } => {
    const said = execFileSync(process.execPath, [...usual, ...flags, path, ...args], { encoding: 'utf8' });
    return JSON.parse(said.trim().split('\n').at(-1) as string);
  };
  try {
    const { cpu, entries } = run();
    run('--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval', INTERVAL);
    const parts = new Map<string, number>();
    for (const [moment, microseconds] of momentsIn(folder)) {
      const part = partOf(moment);
      if (part !== null) parts.set(part, (parts.get(part) ?? 0) + microseconds);
    }
    return { parts, each: cpu / entries };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const said = (share: number, each: number): string =>
  `${(share * each).toFixed(1).padStart(6)} µs ${(share * 100).toFixed(1).padStart(5)} %`;

export function printParts(entries: number): void {
  const columns = [
    ['first harvest', profiled('../memory.ts', String(entries))],
    ['few titles', profiled('../memory.ts', String(entries), 'few-titles')],
    ['changed entries', profiled('./changed.ts', String(Math.ceil(entries / 4)))],
  ] as const;
  const known = [...NAMES, 'garbage collection', 'Node, and what no part claims'];
  console.log(`${''.padEnd(38)}${columns.map(([name]) => name.padStart(20)).join('')}`);
  for (const name of known) {
    const cells = columns.map(([, { parts, each }]) => {
      const all = [...parts.values()].reduce((sum, some) => sum + some, 0);
      return said((parts.get(name) ?? 0) / all, each).padStart(20);
    });
    console.log(`  ${name.padEnd(36)}${cells.join('')}`);
  }
  // Their functions have other names by now, and what they cost stands elsewhere.
  const unseen = NAMES.filter((name) => columns.every(([, { parts }]) => !parts.has(name)));
  if (unseen.length > 0) console.log(`  never seen: ${unseen.join(', ')}`);
  const all = columns.map(([, { each }]) => `${each.toFixed(0)} µs`.padStart(12).padEnd(20));
  console.log(`  ${'all, processor time an entry'.padEnd(36)}${all.join('')}`);
}

if (import.meta.main) printParts(Number(process.argv[2] ?? 30_000));
