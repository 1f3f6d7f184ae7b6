/**
 * A Python with the packages of a peer, in an environment of its own under node_modules/.cache, made once; and a peer
 * served by a script beside this file.
 */
import { execFile, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../services/free-port.ts';

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/huimu-peers', import.meta.url));
export const scriptOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What peers are made of, as they were when the tests were written. */
export const PACKAGES = {
  standards: [
    'ckanapi==4.11',
    'sickle==0.7.0',
    'pyoai==2.5.0',
    'feedparser==6.0.14',
    'pyshacl==0.40.1',
    'rdflib==7.6.0',
    'setuptools<81',
  ],
  catalogues: ['pycsw==2.6.2', 'sqlalchemy<2', 'pyoai==2.5.0', 'pystac<2', 'rdflib==7.6.0', 'setuptools<81'],
  feeds: ['lxml==6.1.3', 'rnc2rng==2.7.0'],
  described: ['schemathesis==4.32.5'],
  exports: ['openpyxl==3.1.5', 'duckdb<2', 'pandas<4', 'pyarrow<30', 'fsspec', 'aiohttp', 'requests'],
};

/** The interpreter with these packages; undefined where it could not be had, which is said in one loud line. */
export async function pythonWith(packages: readonly string[]): Promise<string | undefined> {
  const folder = join(CACHE, hash('sha256', packages.join(' '), 'hex').slice(0, 12));
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'whole'))) return python;
  // Marked once all is in it: one that was broken off is made anew.
  try {
    mkdirSync(CACHE, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', folder], { timeout: 120_000 });
    await run(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...packages], {
      timeout: 400_000,
    });
    writeFileSync(join(folder, 'whole'), packages.join('\n'));
    return python;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.warn(
      `!!! 没有 Python 或其软件包，相关测试跳过 / no Python with its packages, tests of peers are skipped: ${reason}`,
    );
    return undefined;
  }
}

export interface Peer {
  base: string;
  close(): Promise<void>;
}

/** Runs `script <port> ...args` until it says that it is ready. */
export async function servePeer(python: string, script: string, ...args: string[]): Promise<Peer> {
  const port = await freePort();
  const child = spawn(python, ['-W', 'ignore', scriptOf(script), String(port), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    said = (said + part.toString()).slice(-2000);
  });
  await new Promise<void>((ready, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('ready') && ready());
    child.once('exit', () => failed(new Error(`${script} ended: ${said}`)));
  });
  return {
    base: `http://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
