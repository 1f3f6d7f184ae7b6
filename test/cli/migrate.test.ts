/** A catalogue taken into a cluster, out of it, and through files, by the command. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveLines } from '../../index/archive/archive-file.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf, runOf } from '../index/entries.ts';
import { fillWhole } from '../index/whole-catalogue.ts';
import { clearedPrefixes, type Prefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { run, start } from './command.ts';

const service = await elasticsearchService();

const folder = mkdtempSync(join(tmpdir(), 'huimu-migrate-'));
const data = join(folder, 'data');
const file = (name: string): string => join(folder, name);

/** The catalogue in that data folder, as the lines of a backup but the first, which says when it was written. */
async function linesIn(dataFolder: string): Promise<string[]> {
  const catalogue = await openSqliteCatalogue({ path: join(dataFolder, 'catalogue.sqlite') });
  let text = '';
  for await (const lines of archiveLines(catalogue, { at: '', program: '' })) text += lines;
  await catalogue.close();
  return afterFirst(text);
}
const afterFirst = (text: string): string[] => text.trimEnd().split('\n').slice(1);

let expected: string[];

beforeAll(async () => {
  const catalogue = await openSqliteCatalogue({ path: join(data, 'catalogue.sqlite') });
  await fillWhole(catalogue, 100);
  await catalogue.close();
  expected = await linesIn(data);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a backup', () => {
  it('goes to stdout or a file, packed by its name', async () => {
    const plain = await run(['export', '--data', data]);
    expect(plain.code).toBe(0);
    expect(afterFirst(plain.stdout)).toEqual(expected);
    for (const [name, unpack] of [
      ['kept.jsonl.zst', zstdDecompressSync],
      ['kept.jsonl.gz', gunzipSync],
    ] as const) {
      const written = await run(['export', file(name), '--data', data]);
      expect([written.code, written.stdout.includes(name)]).toEqual([0, true]);
      expect(afterFirst(unpack(readFileSync(file(name))).toString('utf8'))).toEqual(expected);
      expect(existsSync(`${file(name)}.part`)).toBe(false);
    }
  });

  it('comes back the same, twice, whatever it is packed by', async () => {
    const text = ['{"huimu":"archive","version":1}', ...expected, ''].join('\n');
    const other = file('other');
    for (const pack of [zstdCompressSync, gzipSync]) {
      writeFileSync(file('packed'), pack(text));
      const taken = await run(['import', file('packed'), '--data', other, '--json']);
      expect([taken.code, JSON.parse(taken.stdout)]).toMatchObject([
        0,
        { whole: true, imported: true, wrong: 0 },
      ]);
      expect(await linesIn(other)).toEqual(expected);
    }
  });

  it('that was cut off is not taken in, or as far as it goes where that is wanted', async () => {
    const text = ['{"huimu":"archive","version":1}', ...expected, ''].join('\n');
    const other = file('cut');
    writeFileSync(file('cut.jsonl'), text.slice(0, text.length / 2));
    writeFileSync(file('cut.zst'), zstdCompressSync(text).subarray(0, -20));
    for (const name of ['cut.jsonl', 'cut.zst']) {
      const refused = await run(['import', file(name), '--data', other]);
      expect([refused.code, refused.stdout, existsSync(other)]).toEqual([1, '', false]);
      expect(refused.stderr).toContain('缺少最后一行');
    }
    const partial = await run(['import', file('cut.jsonl'), '--partial', '--data', other, '--json']);
    expect([partial.code, JSON.parse(partial.stdout)]).toMatchObject([1, { whole: false, imported: true }]);
    const left = (await linesIn(other)).slice(0, -1);
    expect(left.length).toBeGreaterThan(50);
    expect(expected).toEqual(expect.arrayContaining(left));
  });

  it.concurrent.each([
    [['import', 'nowhere.jsonl'], 'nowhere.jsonl'],
    [['import', import.meta.filename], 'huimu export'],
    [['export', '/nowhere/at/all.jsonl'], '/nowhere/at/all.jsonl'],
    [['migrate'], '--to'],
    [['migrate', '--to', 'here'], '--to'],
    [['migrate', '--to', 'http://127.0.0.1:9', '--data', file('empty')], 'catalogue.sqlite'],
  ])('says what is wrong: %j', async (args, named) => {
    const { code, stdout, stderr } = await run(args, { HUIMU_DATA: data });
    expect(stderr).toContain(named);
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe.skipIf(service === undefined)('a migration', () => {
  const url = service?.url ?? '';
  let prefixes: Prefixes;
  beforeAll(() => {
    prefixes = clearedPrefixes(url);
  });
  afterAll(() => prefixes.dispose());

  async function withPrefix(
    work: (environment: Record<string, string>, cluster: Catalogue) => Promise<void>,
  ): Promise<void> {
    const prefix = prefixes.take();
    const cluster = await openElasticsearchCatalogue({ url, prefix });
    try {
      await work({ HUIMU_DATA: data, HUIMU_ELASTICSEARCH_PREFIX: prefix }, cluster);
    } finally {
      await cluster.close();
      await prefixes.giveBack(prefix);
    }
  }

  // Four processes one after another, and what a killed writer had claimed is waited for.
  it('goes on after it was killed, is checked, and comes back out', { timeout: 180_000 }, async () => {
    await withPrefix(async (environment) => {
      const killed = start(['migrate', '--to', url], environment);
      await killed.said(/ → /);
      killed.child.kill('SIGKILL');
      await killed.ended;
      const { code, stdout, stderr } = await run(['migrate', '--to', url], environment);
      expect(stderr).toContain(`${new URL(url).host}/${environment.HUIMU_ELASTICSEARCH_PREFIX}`);
      expect(stdout).toMatch(/条目\s+300\s+300\s+0\s+[0-9a-f]{12}\n/);
      expect([code, stdout.includes('两边一致')]).toEqual([0, true]);
      const back = await run(['migrate', '--from', url, '--json'], {
        ...environment,
        HUIMU_DATA: file('back'),
      });
      expect([back.code, JSON.parse(back.stdout).alike]).toEqual([0, true]);
      expect(await linesIn(file('back'))).toEqual(expected);
      // The cluster is backed up the same way.
      const cluster = await run(['export'], { ...environment, HUIMU_ELASTICSEARCH_URL: url });
      expect(afterFirst(cluster.stdout)).toEqual(expected);
    });
  });

  it('exits with 1 and names what is not alike', async () => {
    await withPrefix(async (environment, cluster) => {
      await cluster.write(batchOf([entryOf('elsewhere', '1')]));
      const { code, stdout, stderr } = await run(['migrate', '--to', url], environment);
      expect(stderr).toContain('条目 elsewhere:1: 目标多出');
      expect(stdout).toMatch(/条目\s+300\s+301\s+1\s+[0-9a-f]{12} ≠ [0-9a-f]{12}\n/);
      expect([code, stdout.includes('两边不一致')]).toEqual([1, true]);
    });
  });

  it('writes nothing over a target that harvests by itself, and nothing while somebody harvests here', async () => {
    await withPrefix(async (environment, cluster) => {
      await cluster.createRun(runOf('own-run'));
      const refused = await run(['migrate', '--to', url], environment);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toMatch(/own-run[\s\S]*HUIMU_ELASTICSEARCH_PREFIX/);
      expect(await cluster.counts()).toEqual([]);
      const serving = start(['serve', '--port', '0', '--no-schedule'], environment);
      await serving.said(/http:\/\/127/);
      const busy = await run(['migrate', '--to', url], environment);
      expect([busy.code, busy.stderr.includes('catalogue.in-use')]).toEqual([2, true]);
      // A backup may be taken at any time.
      expect((await run(['export', file('serving.jsonl')], environment)).code).toBe(0);
      serving.child.kill('SIGTERM');
      await serving.ended;
    });
  });
});
