/** A folder as a source: all its files, the newest first; and the limits of what it takes. */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Source } from '../../../config/registry/source.ts';
import { codeOf, sourceOf } from '../site.ts';
import { listed } from './listing.ts';
import { HEADER, line, workbook } from './workbook.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimu-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, body: Uint8Array | string, day: number): Promise<void> {
  await writeFile(join(folder, name), body);
  const at = new Date(Date.UTC(2024, 0, day));
  await utimes(join(folder, name), at, at);
}
const all = (options = {}) =>
  listed(sourceOf('sharing-catalogue', 'https://hub.example.org', { from: 'folder', folder, ...options }));

it('takes all files, and of a resource that several have what the newest says', async () => {
  await put('b.csv', '信息资源名称,信息资源代码\n旧,3021/000001\n只在旧的,3021/000009\n', 1);
  await put('a.xlsx', await workbook({ 表1: [HEADER, line(1), line(2)] }), 2);
  await put('~$a.xlsx', 'left by a program that has it open', 3);
  await mkdir(join(folder, 'old'));
  const { stated, rows, unlistable, pages } = await all();
  expect(rows.map(({ id, row }) => `${id} ${row.url}`)).toEqual([
    '3021/000001 a.xlsx#表1!2',
    '3021/000002 a.xlsx#表1!3',
    '3021/000009 b.csv#CSV!3',
  ]);
  expect(stated.get('3021/000001')?.fields.title).toBe('资源1');
  expect(unlistable).toEqual([]);
  expect(pages.at(-1)?.declared).toBe(3);
});

it('says what of it could not be read, and is no end of the others', async () => {
  await put('a.csv', '信息资源名称,信息资源代码\n甲,3021/1\n', 1);
  await put('b.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 2);
  const { rows, pages } = await all();
  expect(rows.map(({ id }) => id)).toEqual(['3021/1']);
  expect(pages.at(-1)?.missing).toMatch(/^b\.xls: source\.not-spreadsheet/);
});

it('is no catalogue where it is not there, is empty, or has a file that is too large', async () => {
  expect(await codeOf(() => all())).toBe('source.not-found');
  await put('a.csv', '信息资源名称\n甲\n', 1);
  expect(await codeOf(() => all({ maxBytes: 10 }))).toBe('source.too-large');
  await rm(folder, { recursive: true });
  expect(await codeOf(() => all())).toBe('source.unreachable');
});

it('needs no base in its row, as other sources do', () => {
  const row = { id: 'a', title: 'a', kind: 'sharing-hub', mode: 'sharing', region: '350000' };
  const harvest = { family: 'sharing-catalogue', options: { from: 'folder', folder: '/srv/hub' } };
  expect(Source.safeParse({ ...row, harvest }).success).toBe(true);
  expect(Source.safeParse({ ...row, harvest: { family: 'ckan' } }).error?.issues[0]?.path).toEqual([
    'harvest',
    'base',
  ]);
});
