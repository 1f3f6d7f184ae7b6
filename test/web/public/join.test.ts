/** A place that is not connected yet tries itself: its address, its file, the row that it hands in. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Source } from '../../../config/registry/source.ts';
import { HEADER, line, workbook } from '../../adapters/sharing-catalogue/workbook.ts';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const PLATFORM = 'guangxi-guilin';

describe.skipIf(chromium === undefined)('a place that is not connected yet', () => {
  const its = site(chromium, [PLATFORM], ({ country }) => {
    // One record of the first page has lost its name.
    const [thing] = country.things(PLATFORM);
    country.mutate(PLATFORM).change(thing?.id ?? '', { title: '' });
  });
  const { open, shoot } = its;
  const file = async (name: string, sheets: Record<string, unknown>): Promise<string> => {
    const path = join(mkdtempSync(join(tmpdir(), 'huimu-join-')), name);
    writeFileSync(path, await workbook(sheets as never));
    return path;
  };

  it('gives its address by keyboard, and reads what it speaks, what would become of it, and what is wrong', async () => {
    const base = its.installation.huimu.sources.get(PLATFORM)?.harvest?.base as string;
    await open('/');
    await its.page.locator('.foot').getByRole('link', { name: '接入汇目' }).click();
    const address = its.page.getByLabel('平台或接口的网址');
    await address.focus();
    await its.page.keyboard.type(`${base.replace('https://', '')}/catalog/index`);
    await its.page.getByText('这个网站已在目录中').waitFor();
    await its.page.keyboard.press('Enter');
    const records = Math.min(20, its.installation.country.things(PLATFORM).length);
    await its.page
      .locator('.tried > li')
      .nth(records - 1)
      .waitFor();
    const result = its.page.locator('.preview');
    expect(await result.locator('.kept').textContent()).toContain('浪潮');
    expect(await result.locator('.kept').textContent()).toContain(`可收录 ${records - 1} 条，不能收录 1 条`);
    const open20 = result.locator('.tried details[open]');
    expect(await open20.locator('tbody tr').count()).toBeGreaterThan(5);
    const refused = result.locator('.tried > li', { hasText: '不能收录' });
    await refused.locator('summary').click();
    // What to do comes with the table of errors.
    await refused.getByText('填写信息资源名称').waitFor();
    await shoot('join');
    const download = its.page.waitForEvent('download');
    await result.getByRole('button', { name: /^下载 / }).click();
    const kept = await download;
    const [row] = parse(readFileSync(await kept.path(), 'utf8')) as unknown[];
    expect(Source.parse(row).harvest).toMatchObject({ family: 'inspur-oportal', base });
    expect((await its.installation.server.inject('/api/v1/runs?size=100')).json().items).toHaveLength(1);
  });

  it('hands a file in to be looked at, with the template beside it', async () => {
    await open('/join');
    const template = its.page.waitForEvent('download');
    await its.page.getByRole('link', { name: '下载模板（XLSX）' }).click();
    expect((await template).suggestedFilename()).toBe('sharing-catalogue.xlsx');
    const rows = [line(1), line(2), line(3, { 信息资源名称: null, 信息资源代码: null })];
    await its.page.getByLabel('目录文件').setInputFiles(await file('目录.xlsx', { 表1: [HEADER, ...rows] }));
    await its.page.getByLabel('所属地区').selectOption('350000');
    await its.page.getByRole('button', { name: '检查文件' }).click();
    await its.page.getByText('可收录 2 条，不能收录 1 条').waitFor();
    await its.page.locator('.tried > li', { hasText: '不能收录' }).locator('summary').click();
    expect(await its.page.locator('.tried').textContent()).toContain('表1!B4');
    expect(await its.page.locator('.tried').textContent()).toContain('福建');
    await shoot('join-file');
  });

  it('hands a file in by keyboard alone', async () => {
    await open('/join');
    const body = await file('目录.xlsx', { 表1: [HEADER, line(1)] });
    const chooser = its.page.waitForEvent('filechooser');
    await its.page.getByLabel('目录文件').focus();
    await its.page.keyboard.press('Enter');
    await (await chooser).setFiles(body);
    await its.page.keyboard.press('Tab');
    await its.page.locator('select:focus').waitFor();
    await its.page.keyboard.press('ArrowDown');
    await its.page.keyboard.press('Tab');
    await its.page.keyboard.press('Enter');
    await its.page.getByText('可收录 1 条').waitFor();
    // The record opens and closes by keyboard as well.
    const opened = () => its.page.locator('.tried details[open]').count();
    const before = await opened();
    await its.page.locator('.tried summary').first().focus();
    await its.page.keyboard.press('Enter');
    await expect.poll(opened).not.toBe(before);
  });

  it('is told what a file that is no table is, and what to do', async () => {
    await open('/join');
    const buffer = Buffer.from('<script>alert(1)</script>');
    await its.page
      .getByLabel('目录文件')
      .setInputFiles({ name: '<img src=x onerror=alert(1)>.xlsx', mimeType: 'text/plain', buffer });
    await its.page.getByRole('button', { name: '检查文件' }).click();
    const alert = its.page.getByRole('alert');
    await alert.getByText(/source\.(not-spreadsheet|no-header)/).waitFor();
    await its.quiet();
    expect(await its.page.locator('main img').count()).toBe(0);
    its.faults.length = 0; // the browser reports the answer itself
  });

  it('is told in English, on a telephone, that an address is within', async () => {
    const narrow = await its.view({ viewport: { width: 360, height: 800 } });
    await its.visit(narrow, '/join?lang=en');
    await narrow.getByLabel('Address of the platform or its interface').fill('http://127.0.0.1:9/');
    await narrow.getByRole('button', { name: 'Try it' }).click();
    // The advice comes with the table of codes, which may arrive after the fault itself.
    await narrow.locator('.preview').getByText('within a private network').waitFor();
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await shoot('join-en-360', narrow);
  });
});
