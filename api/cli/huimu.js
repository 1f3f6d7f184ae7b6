#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=60
/**
 * The command `huimu` under whatever Node starts it: where that is older than 24, it starts itself again under the
 * Node 24 that `npm ci` brought into node_modules. Small young generations, and heaps of all threads that are
 * collected when they have grown by 60 % of what was alive (V8 waits for up to four times as much), take 90 to 160 MB off a
 * harvest of 25,000 rows for some 8 % of its processor time.
 */
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled } from './bundled.js';
import { stripping } from './stripping.js';

const project = new URL('../../', import.meta.url);
const built = bundled(project);
const main = built ?? new URL('./main.ts', import.meta.url);

/** The packages that bring a Node, by platform and architecture. */
function broughtNode() {
  const { platform, arch } = process;
  const name = `${platform === 'win32' ? 'win' : platform}-${arch}`;
  const { resolve } = createRequire(import.meta.url);
  for (const path of [`node-${name}/bin/node`, `node-${name}/bin/node.exe`, `node-bin-${name}/bin/node`]) {
    try {
      return resolve(path);
    } catch {
      // Not for this machine: the next.
    }
  }
  return undefined;
}

/**
 * Where Node keeps what it made of our files, for this process, its threads and those that it starts: a start takes half
 * the processor time. In the person's own folder, where nobody else can put anything; where there is none, without.
 */
function keepCompiled() {
  if (process.env.NODE_COMPILE_CACHE || process.env.NODE_DISABLE_COMPILE_CACHE) return;
  const { HOME, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'));
  if (!caches || !isAbsolute(caches)) return;
  const { directory } = module.enableCompileCache(join(caches, 'huimu', 'compiled'));
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = join(caches, 'huimu', 'compiled');
}

const recent = Number(process.versions.node.split('.')[0]) >= 24;
/** The bundle has no types. */
const options = built === undefined ? stripping(project) : [];

if (recent) keepCompiled();
if (recent && options.length === 0) {
  await import(main.href);
} else {
  const node = recent ? process.execPath : broughtNode();
  if (node === undefined) {
    console.error(
      `huimu 需要 Node 24（当前 ${process.version}）：请运行 npm ci，或安装 Node 24\n` +
        `huimu needs Node 24 (this is ${process.version}): run npm ci, or install Node 24`,
    );
    process.exit(2);
  }
  const child = spawn(
    node,
    [...process.execArgv, ...options, fileURLToPath(main), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  // Ctrl-C reaches the child by itself; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
