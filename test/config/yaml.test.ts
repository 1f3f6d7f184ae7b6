/** What is kept of a YAML file: the same as it says, never what it said before. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readYaml } from '../../config/text/yaml.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-yaml-'));
const file = join(folder, 'table.yaml');
const kept = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

beforeEach(() => vi.stubEnv('NODE_COMPILE_CACHE', mkdtempSync(join(folder, 'cache-'))));
afterEach(() => vi.unstubAllEnvs());

it('is read again as it was parsed', () => {
  const before = kept().length;
  writeFileSync(file, 'b: [1, "2", null]\na: { "10": x, "9": y }\n');
  const parsed = readYaml(file);
  expect(kept()).toHaveLength(before + 1);
  const again = readYaml(file);
  expect(again).toEqual({ b: [1, '2', null], a: { 9: 'y', 10: 'x' } });
  expect(JSON.stringify(again)).toBe(JSON.stringify(parsed));
  expect(again).not.toBe(parsed);
});

it('is what the file says now, though its time and length are those of before', () => {
  writeFileSync(file, 'word: one\n');
  expect(readYaml(file)).toEqual({ word: 'one' });
  writeFileSync(file, 'word: two\n');
  expect(readYaml(file)).toEqual({ word: 'two' });
});

it('is parsed where what is kept is broken, or cannot be kept at all', () => {
  writeFileSync(file, 'word: one\n');
  const before = new Set(kept());
  readYaml(file);
  const own = join(folder, kept().find((name) => !before.has(name)) as string);
  writeFileSync(own, readFileSync(own, 'utf8').slice(0, -3));
  expect(readYaml(file)).toEqual({ word: 'one' });
  vi.stubEnv('NODE_COMPILE_CACHE', file);
  expect(readYaml(file)).toEqual({ word: 'one' });
  vi.stubEnv('NODE_COMPILE_CACHE', '');
  expect(readYaml(file)).toEqual({ word: 'one' });
});

it('keeps nothing that JSON would tell otherwise, and nothing of what is no YAML', () => {
  const before = kept().length;
  writeFileSync(file, 'most: .inf\n');
  expect([readYaml(file), readYaml(file)]).toEqual([{ most: Infinity }, { most: Infinity }]);
  writeFileSync(file, 'a: [1\n');
  expect(() => readYaml(file)).toThrow(/line 2/);
  expect(kept()).toHaveLength(before);
});
