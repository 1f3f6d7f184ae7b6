/** What goes out by the command line: exports of a search, snapshots by day, keys. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { run } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-outgoing-'));
const environment = { HUIMU_DATA: join(folder, 'data') };
const huimu = (...args: string[]) => run(args, environment);
beforeAll(async () => {
  const catalogue = await openSqliteCatalogue({ path: join(folder, 'data', 'catalogue.sqlite') });
  const entries = ['停车场', '公园', '=1+1'].map((title, at) => entryOf('guilin', `e${at}`, { title }));
  await catalogue.write(batchOf(entries));
  await catalogue.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('export --format', () => {
  it('gives entries to stdout, of all or of a search', async () => {
    const { code, stdout } = await huimu('export', '--format', 'csv');
    const [head, ...rows] = stdout.trimEnd().split('\r\n');
    expect([code, head?.startsWith('\u{feff}条目标识,')]).toEqual([0, true]);
    expect(rows.map((row) => row.split(',')[0])).toEqual(['guilin:e0', 'guilin:e1', 'guilin:e2']);
    // No cell is a formula.
    expect(rows[2]).toContain(`"'=1+1"`.replaceAll('"', ''));
    const lines = (await huimu('export', '--format', 'jsonl', '--query', '停车场')).stdout;
    expect(JSON.parse(lines)).toMatchObject({ id: 'guilin:e0', title: '停车场', asOf: expect.any(String) });
    const elsewhere = await huimu('export', '--format', 'jsonl', '--region', '江苏');
    expect([elsewhere.code, elsewhere.stdout]).toEqual([0, '']);
  });

  it.each([
    ['parquet', 'PAR1'],
    ['xlsx', 'PK'],
  ])('writes %s into a file, and says how much', async (format, begin) => {
    const path = join(folder, `out.${format}`);
    const { code, stdout } = await huimu('export', path, '--format', format, '--lang', 'en');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/out\.\w+: 3 /)]);
    expect(readFileSync(path).subarray(0, begin.length).toString()).toBe(begin);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('refuses formats that there are none of', async () => {
    const { code, stderr } = await huimu('export', '--format', 'doc');
    expect([code, stderr]).toEqual([2, expect.stringContaining('csv, xlsx, json, jsonl, parquet')]);
  });
});

describe('snapshot', () => {
  it('is made once a day, listed, verified, and told where it was damaged', async () => {
    expect((await huimu('snapshot', 'list')).stderr).toContain('huimu snapshot make');
    expect(await huimu('snapshot', 'make')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\/snapshots\/\d{4}-\d\d-\d\d\/：3 条/),
    });
    expect(JSON.parse((await huimu('snapshot', 'make', '--json')).stdout)).toEqual({
      made: false,
      why: 'there',
    });
    const [{ snapshot: day, entries, changes }] = JSON.parse(
      (await huimu('snapshot', 'list', '--json')).stdout,
    );
    expect([entries, changes]).toEqual([3, { added: 3, changed: 0, removed: 0 }]);
    expect((await huimu('snapshot', 'verify')).code).toBe(0);
    writeFileSync(join(folder, 'data', 'snapshots', day, 'entries.parquet'), 'PAR1');
    const damaged = await huimu('snapshot', 'verify', day);
    expect([damaged.code, damaged.stdout + damaged.stderr]).toEqual([
      expect.toSatisfy((code) => code !== 0),
      expect.stringContaining('entries.parquet'),
    ]);
    expect(await huimu('snapshot', 'verify', '2020-01-01')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('huimu snapshot list'),
    });
  });
});

describe('keys', () => {
  it('are made, shown once, listed without their secret, revoked', async () => {
    expect((await huimu('keys', 'list')).stderr).toContain('还没有密钥');
    const made = JSON.parse(
      (await huimu('keys', 'make', '某局', '--role', 'analyst', '--days', '3', '--json')).stdout,
    );
    const listed = await huimu('keys', 'list', '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([{ name: '某局', role: 'analyst' }]);
    const secret: string = made.key;
    expect(secret.length).toBeGreaterThan(20);
    expect(listed.stdout).not.toContain(secret);
    const [{ id }] = JSON.parse(listed.stdout);
    expect((await huimu('keys', 'revoke', id)).code).toBe(0);
    expect((await huimu('keys', 'revoke', 'none')).stderr).toContain('key.unknown');
    const nowhere = await huimu('keys', 'make', '某局', '--role', 'source-admin', '--source', 'none');
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('source.unknown')]);
  });
});
