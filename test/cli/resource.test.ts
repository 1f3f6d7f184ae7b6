/** `huimu resource`: two entries are joined, split and left to the rules again; the log says who said so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { run } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-resource-'));
const environment = { HUIMU_DATA: folder };
const open = () => openSqliteCatalogue({ path: join(folder, 'catalogue.sqlite') });
beforeAll(async () => {
  const catalogue = await open();
  await catalogue.write(batchOf([entryOf('a', '1', { title: '甲' }), entryOf('a', '2', { title: '乙' })]));
  await catalogue.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps what is decided and records it, refusals too', async () => {
  const joined = await run(['resource', 'join', 'a:1', 'a:2'], environment);
  expect(joined).toMatchObject({ code: 0, stdout: expect.stringMatching(/a:1[\s\S]*a:2/) as string });
  const split = await run(['resource', 'split', 'a:1', '--json'], environment);
  expect(JSON.parse(split.stdout)).toMatchObject({ entries: ['a:1'] });
  expect((await run(['resource', 'automatic', 'a:9'], environment)).stderr).toContain('entry.not-found');
  const catalogue = await open();
  expect((await catalogue.get('a:1'))?.decided).toEqual({ apart: true });
  const acts = (await catalogue.acts({}, 10)).items.reverse();
  expect(acts).toMatchObject([
    { act: 'join', source: 'a', entry: 'a:1', with: 'a:2', refused: null },
    { act: 'split', source: 'a', entry: 'a:1', refused: null },
    { act: 'automatic', source: null, entry: 'a:9', refused: 'entry.not-found' },
  ]);
  await catalogue.close();
});
