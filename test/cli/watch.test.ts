/** `huimu watch`: computed, read and decided on from the command line; the log says who did. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { run } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-watch-test-'));
const environment = { HUIMU_DATA: folder };
const open = () => openSqliteCatalogue({ path: join(folder, 'catalogue.sqlite') });
beforeAll(async () => {
  const catalogue = await open();
  const description = '姓名、身份证号';
  await catalogue.write(batchOf([entryOf('a', '1', { title: '低保名单', description })]));
  await catalogue.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('computes, shows and keeps what was decided', async () => {
  expect((await run(['watch'], environment)).stderr).toContain('huimu watch compute');
  expect((await run(['watch', 'compute'], environment)).stdout).toMatch(/sensitive +开放中的敏感信息 +1 +1/);
  const shown = await run(['watch', 'sensitive', '--region', '广西'], environment);
  expect(shown.stdout).toMatch(/确定 +桂林市 +低保名单 +身份证件号码：身份证号 +open +a:1/);
  expect(
    JSON.parse((await run(['watch', 'sensitive', '--region', '江苏', '--json'], environment)).stdout),
  ).toMatchObject({
    total: 0,
  });
  expect(
    await run(['watch', 'decide', 'sensitive', 'a:1', 'looking', '--note', '在查'], environment),
  ).toMatchObject({
    code: 0,
  });
  expect((await run(['watch', 'decide', 'sensitive', 'a:9', 'looking'], environment)).stderr).toContain(
    'request.not-found',
  );
  expect((await run(['watch', 'nothing'], environment)).code).toBe(2);
  const looked = await run(['watch', 'sensitive', '--decision', 'looking', '--json'], environment);
  expect(JSON.parse(looked.stdout)).toMatchObject({ items: [{ key: 'a:1', decision: { note: '在查' } }] });
  const catalogue = await open();
  expect((await catalogue.acts({}, 10)).items.reverse()).toMatchObject([
    { act: 'finding-looking', finding: 'sensitive a:1', refused: null },
    { act: 'finding-looking', finding: 'sensitive a:9', refused: 'request.not-found' },
  ]);
  await catalogue.close();
});
