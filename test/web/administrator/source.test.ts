/** A source's administrator at work: why records were refused, what is gone, and harvesting again. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEADER, line, workbook } from '../../adapters/sharing-catalogue/workbook.ts';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';
const SOURCE = 'guizhou-guiyang';
/** A row of the registry as it is: a hub that waits for its endpoint, and takes files. */
const HUB = 'fujian-hub';

describe.skipIf(chromium === undefined)("a source's administrator", () => {
  const its = site(chromium, [SOURCE, 'guangxi'], undefined, { adminKey: KEY });
  const { open, shoot } = its;

  async function loggedIn(to: string): Promise<void> {
    await open(`/login?to=${encodeURIComponent(to)}`);
    await its.page.getByLabel('密钥').fill(KEY);
    await its.page.getByRole('button', { name: '登录' }).click();
    await its.page.waitForURL((url) => `${url.pathname}${url.search}` === to);
    await its.page.locator('.who', { hasText: '系统管理员' }).waitFor();
  }
  const runs = async (source: string) =>
    (await its.installation.server.inject(`/api/v1/sources/${source}/runs`)).json().items;
  const harvested = async (source: string) => {
    const [before] = await runs(source);
    await its.page.getByRole('button', { name: '立即采集' }).click();
    // A short run may have come and gone before anybody sees it.
    await expect.poll(async () => (await runs(source))[0].id).not.toBe(before?.id);
    await expect.poll(async () => (await runs(source))[0].status).not.toBe('running');
    await its.page.getByRole('button', { name: '立即采集' }).waitFor();
    return (await runs(source))[0];
  };

  it('is led to the login, and reads all the same', async () => {
    await open(`/sources/${SOURCE}`);
    expect(await its.page.getByRole('button', { name: '立即采集' }).count()).toBe(0);
    expect(await its.page.locator('.actions').textContent()).toContain('登录后可以采集、试采或停止');
    await its.page.locator('.actions').getByRole('link', { name: '登录' }).click();
    await its.page.waitForURL(/\/login\?to=/);
  });

  it('sees why records were refused, releases a held deletion and runs again', async () => {
    const { country } = its.installation;
    const things = country.things(SOURCE);
    const gone = new Set(things.slice(0, Math.ceil(things.length / 3)).map(({ id }) => id));
    const nameless = things.findLast(({ id }) => !gone.has(id));
    const title = nameless?.title ?? '';
    const platform = country.mutate(SOURCE);
    platform.change(nameless?.id ?? '', { title: '' });
    platform.remove(...gone);
    await loggedIn(`/sources/${SOURCE}`);
    const run = await harvested(SOURCE);
    expect(run).toMatchObject({ rejected: 1, ledger: { withheld: gone.size } });

    await its.page.getByRole('link', { name: '拒收记录' }).click();
    const refused = its.page.locator('.refused > li');
    await refused.getByText('record.no-title').waitFor();
    // What to do comes with the table of errors.
    await refused.getByText('填写信息资源名称').waitFor();
    await refused.locator('summary').click();
    await refused.getByRole('link', { name: title }).waitFor();
    await shoot('source-refused');

    await its.page.getByRole('link', { name: `待确认（${gone.size}）` }).click();
    await its.page.locator('.held tbody tr').first().waitFor();
    expect(await its.page.locator('.held h2').textContent()).toContain(`${gone.size} 条目录不再列出`);
    expect(await its.page.locator('.held tbody tr').count()).toBe(Math.min(50, gone.size));
    const named = await its.page.locator('.held tbody tr').first().textContent();
    expect(things.filter(({ id }) => gone.has(id)).some((one) => named?.includes(one.title))).toBe(true);
    await shoot('source-held');
    await its.page.getByRole('button', { name: '同意下架', exact: true }).click();
    await its.page.getByRole('button', { name: `确认下架 ${gone.size} 条` }).click();
    await its.page.getByText(`已下架 ${gone.size} 条。`).waitFor();
    await its.page.getByText('没有待确认的变动').waitFor();

    const again = await harvested(SOURCE);
    expect(again).toMatchObject({ status: 'succeeded', ledger: { withheld: 0 } });
    expect(again.ledger.indexedBefore).toBe(run.ledger.indexed - gone.size);
    await its.page.getByRole('link', { name: '采集记录' }).click();
    await its.page.locator('.rows-bar').first().waitFor();
    await shoot('source');
  });

  it('tries a source without writing, and stops a slow harvest while watching it', async () => {
    const source = 'guangxi';
    await loggedIn(`/sources/${source}`);
    await its.page.getByRole('button', { name: '试采' }).click();
    await its.page.locator('tbody tr', { hasText: '试采，不写入' }).filter({ hasText: '成功' }).waitFor();
    // The list of runs may know of its end before the buttons do.
    await its.quiet();
    await its.page.getByRole('button', { name: '立即采集' }).waitFor();
    its.installation.country.misbehave(source, { what: 'slow', ms: 1_000 });
    await its.page.getByLabel('全量').check();
    await its.page.getByRole('button', { name: '立即采集' }).click();
    const progress = its.page.locator('#progress');
    await progress.waitFor();
    await its.page.waitForFunction(() =>
      /已列出 [1-9]\d* 行/.test(document.querySelector('#progress')?.textContent ?? ''),
    );
    await shoot('source-running');
    await its.page.getByRole('button', { name: '停止采集' }).click();
    await its.page.getByRole('button', { name: '确认停止，已采集的保留' }).click();
    await progress.waitFor({ state: 'detached' });
    its.installation.country.misbehave(source);
    await expect.poll(async () => (await runs(source))[0].status).toBe('stopped');
  });

  it('sees the end of a run that nobody listens to any more', async () => {
    await its.installation.harvest(SOURCE);
    // As it stood a moment before the source's own answer said that the run is over.
    await its.page.route(
      `**/api/v1/sources/${SOURCE}/runs?*`,
      async (route) => {
        const response = await route.fetch();
        const { items, ...rest } = await response.json();
        const [{ status: _, ...newest }, ...others] = items;
        await route.fulfill({
          response,
          json: { ...rest, items: [{ ...newest, status: 'running' }, ...others] },
        });
      },
      { times: 1 },
    );
    await open(`/sources/${SOURCE}`);
    const newest = its.page.locator('tbody tr').first();
    await newest.getByText('采集中').waitFor();
    await newest.getByText('成功').waitFor();
  });

  it('is told what to mend first, and which records it is about', async () => {
    const report = (await its.installation.server.inject(`/api/v1/sources/${SOURCE}/quality`)).json();
    await open(`/sources/${SOURCE}?view=quality`);
    const first = its.page.locator('tbody tr').first();
    expect(await first.textContent()).toContain(report.gains[0].label.zh);
    await shoot('source-quality');
    await first.locator('.number a').click();
    await its.page.waitForURL(/criterion=/);
    await its.page.getByRole('link', { name: '返回质量报告' }).waitFor();
    const shown = its.page.locator('tbody tr');
    await shown.first().waitFor();
    expect(await shown.count()).toBe(Math.min(50, report.gains[0].lacking));
  });

  it('hands a catalogue over as a file, and is told each cell at fault', async () => {
    const file = join(tmpdir(), `huimu-${process.pid}-目录.xlsx`);
    const rows = [line(1), line(2), line(3, { 信息资源名称: null, 信息资源代码: null })];
    writeFileSync(file, await workbook({ 表1: [HEADER, ...rows] }));
    await loggedIn(`/sources/${HUB}?view=file`);
    const template = its.page.waitForEvent('download');
    await its.page.getByRole('link', { name: '下载模板（XLSX）' }).click();
    expect((await template).suggestedFilename()).toBe('sharing-catalogue.xlsx');
    await its.page.getByLabel('目录文件').setInputFiles(file);
    await its.page.getByRole('button', { name: '提交并采集' }).click();
    await its.page.getByText('共 3 行，收录 2 行，拒收 1 行').waitFor();
    const refused = its.page.locator('.refused > li');
    await refused.waitFor();
    expect(await refused.textContent()).toContain('表1!B4');
    await shoot('source-file');
  });

  it('is told why a file is none, with the code', async () => {
    await loggedIn(`/sources/${HUB}?view=file`);
    const file = { name: '目录.xlsx', mimeType: 'text/plain', buffer: Buffer.from('这不是表格') };
    await its.page.getByLabel('目录文件').setInputFiles(file);
    await its.page.getByRole('button', { name: '提交并采集' }).click();
    await its.page
      .getByRole('alert')
      .getByText(/source\.(not-spreadsheet|no-header)/)
      .waitFor();
    its.faults.length = 0; // the browser reports the answer itself
  });

  it('orders and narrows the list of sources, and sends the same view to a colleague', async () => {
    await open('/sources');
    await its.page.getByRole('button', { name: '目录条目' }).click();
    await its.page.waitForURL(/sort=-entries/);
    // The address is there a moment before the table.
    await its.page.locator('th[aria-sort=descending]').getByText('目录条目').waitFor();
    const figures = async () =>
      (await its.page.locator('tbody tr td:nth-child(4)').allTextContents())
        .filter((text) => text !== '')
        .map((text) => Number(text.replaceAll(',', '')));
    const shown = await figures();
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual(shown.toSorted((one, other) => other - one));
    // What is typed stays typed, before anything is drawn anew: else an input method loses its syllables.
    const name = its.page.getByLabel('按名称筛选');
    await name.focus();
    const typed = await name.evaluate((box: HTMLInputElement) => {
      document.execCommand('insertText', false, '贵');
      return box.value;
    });
    expect(typed).toBe('贵');
    await its.page.keyboard.insertText('阳');
    await its.page.waitForURL((url) => url.searchParams.get('name') === '贵阳');
    const colleague = await its.view({});
    await its.visit(colleague, its.page.url().slice(its.base.length));
    const seen = await colleague.locator('tbody tr').allTextContents();
    await expect.poll(() => its.page.locator('tbody tr').allTextContents()).toEqual(seen);
    await name.fill('没有这样的平台');
    await its.page.getByText('没有符合条件的来源').waitFor();
  });
});
