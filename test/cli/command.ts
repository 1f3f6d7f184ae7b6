/** The real command in a process of its own, as a person or a script starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { unhurried } from '../../api/cli/demo/country.ts';
import type { Source } from '../../config/registry/source.ts';

export const LAUNCHER = fileURLToPath(new URL('../../api/cli/huimu.js', import.meta.url));

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  child: ChildProcess;
  ended: Promise<Outcome>;
  /** Resolves once what was written to either stream fits. */
  said(pattern: RegExp): Promise<RegExpMatchArray>;
}

export function start(
  args: string[],
  environment: Record<string, string> = {},
  node = process.execPath,
): Started {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(HUIMU_|LANG$|LC_)/.test(name));
  const child = spawn(node, [LAUNCHER, ...args], {
    env: { ...Object.fromEntries(inherited), HUIMU_LOG_LEVEL: 'error', ...environment },
    cwd: mkdtempSync(join(tmpdir(), 'huimu-cli-')),
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const heard = () => {
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    heard();
  });
  const ended = new Promise<Outcome>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = (stdout + stderr).match(pattern);
          if (found === null) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`ended without ${pattern}:\n${stdout}${stderr}`)));
        look();
      }),
  };
}

export const run = (args: string[], environment?: Record<string, string>, node?: string): Promise<Outcome> =>
  start(args, environment, node).ended;

/** A folder of source files with these rows, asked without haste. */
export function sourcesFolder(rows: Source[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-sources-'));
  writeFileSync(join(folder, 'rows.yaml'), stringify(rows.map(unhurried)));
  return folder;
}

export const routesOf = (routes: Record<string, string>): string =>
  Object.entries(routes)
    .map((pair) => pair.join('='))
    .join(',');
