/** What a command loads before it is called: its words, and none of what it would need. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { LAUNCHER, run } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Imports and re-exports that are there when the file is loaded: not types, not those asked for later. */
const LOADED = /^(?:import|export)\s+(?!type\b)(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]/gm;

const onlyTypes = (named = ''): boolean => {
  const names = /^\{([^}]*)\}$/
    .exec(named.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim());
  return names?.filter((name) => name !== '').every((name) => name.startsWith('type ')) ?? false;
};

function loadedFrom(file: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return packages;
  seen.add(file);
  for (const [, named, target = ''] of readFileSync(file, 'utf8').matchAll(LOADED)) {
    if (onlyTypes(named)) continue;
    if (target.startsWith('.')) loadedFrom(join(dirname(file), target), seen, packages);
    else if (!target.startsWith('node:')) packages.add(target);
  }
  return packages;
}

it('is nothing but the words of the command line', () => {
  expect([...loadedFrom(join(root, 'api/cli/main.ts'))]).toEqual(['commander']);
  // The way of looking sees what there is.
  expect([...loadedFrom(join(root, 'api/compose.ts'))]).toContain('got');
});

it('is neither what other families need, nor what answers questions, where an installation is opened', () => {
  const opened = loadedFrom(join(root, 'api/compose.ts'));
  for (const needed of [
    'cheerio/slim',
    'n3',
    'csv-parse/sync',
    'fast-xml-parser',
    'hyparquet-writer',
    'yaml',
  ])
    expect([needed, opened.has(needed)]).toEqual([needed, false]);
  expect([...loadedFrom(join(root, 'adapters/dcat/adapter.ts'))]).toContain('n3');
  const counting = loadedFrom(join(root, 'index/sqlite/search/search.worker.ts'));
  for (const needed of ['pinyin-pro', '@node-rs/jieba', 'yaml'])
    expect([needed, counting.has(needed)]).toEqual([needed, false]);
});

it('keeps what was made of our files in the folder of the person', async () => {
  const { code, stdout } = await run(['--version'], {
    NODE_COMPILE_CACHE: '',
    XDG_CACHE_HOME: join(root, 'test/output/cache'),
  });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  expect(relative(root, LAUNCHER)).toBe('api/cli/huimu.js');
  expect(existsSync(join(root, 'test/output/cache/huimu/compiled'))).toBe(true);
});

it('leaves to a subcommand what stands behind its name', async () => {
  const data = mkdtempSync(join(tmpdir(), 'huimu-positional-'));
  const { code, stdout } = await run(['watch', 'compute', '--data', data, '--json']);
  expect([code, Object.keys(JSON.parse(stdout) as object)]).toEqual([0, expect.arrayContaining(['lists'])]);
  expect(existsSync(join(data, 'catalogue.sqlite'))).toBe(true);
});
