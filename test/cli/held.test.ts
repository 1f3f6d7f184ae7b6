/** `huimu held`: what waits for a person is shown, and decided once, by name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf, heldOf } from '../index/entries.ts';
import { run } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-held-'));
const environment = { HUIMU_DATA: folder };
const open = () => openSqliteCatalogue({ path: join(folder, 'catalogue.sqlite') });
beforeAll(async () => {
  const catalogue = await open();
  await catalogue.write(batchOf([entryOf('a', '1', { title: '甲' }), entryOf('a', '2', { title: '乙' })]));
  await catalogue.hold(heldOf('gone'), ['1', '2']);
  await catalogue.hold(
    heldOf('more', { kind: 'growth', count: 9_000, reason: { code: 'listing.grown', detail: 'x' } }),
    [],
  );
  await catalogue.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is listed, released, refused, and told where there is no such thing', async () => {
  const listed = await run(['held', 'list'], environment);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringMatching(/gone.*下架.*2/) as string });
  expect(listed.stdout).toMatch(/more.*新增.*9,000/);
  expect((await run(['held', 'release', 'gone'], environment)).stdout).toContain('2');
  expect((await run(['held', 'refuse', 'more'], environment)).code).toBe(0);
  expect((await run(['held', 'release', 'gone'], environment)).stderr).toContain('held.decided');
  const left = await run(['held', 'list', '--json'], environment);
  expect(JSON.parse(left.stdout)).toEqual([]);
  const catalogue = await open();
  expect(await catalogue.counts('a')).toEqual([]);
  expect((await catalogue.acts({}, 10)).items.map(({ act }) => act).sort()).toEqual([
    'refuse',
    'release',
    'release',
  ]);
  await catalogue.close();
});
