/** A new source from its address: what is read there, the row to look at, the source that it becomes, and its way out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Source } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';
/** There, and in no row of the installation. */
const PLATFORM = 'guangxi-guilin';

describe.skipIf(chromium === undefined)('a new source', () => {
  const its = site(chromium, ['guizhou-guiyang'], undefined, { adminKey: KEY }, [PLATFORM]);
  const source = async (id: string) => await its.installation.server.inject(`/api/v1/sources/${id}`);

  it('is added from its address, says who added it, and is removed with its entries', async () => {
    const base = loadSources().find(({ id }) => id === PLATFORM)?.harvest?.base as string;
    const page = await its.view({ viewport: { width: 1440, height: 900 } });
    await its.visit(page, '/sources');
    expect(await page.getByRole('link', { name: '新增来源' }).count()).toBe(0);
    await its.visit(page, '/login?to=/sources');
    await page.getByLabel('密钥').fill(KEY);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('link', { name: '新增来源' }).click();
    await page.getByLabel('平台或接口的网址').fill(`${base}/catalog/index`);
    await page.getByRole('button', { name: '试一试' }).click();
    const form = page.getByRole('complementary', { name: '核对登记内容' });
    await form.getByText('浪潮').first().waitFor();
    await page.locator('.tried > li').first().waitFor();

    await form.getByLabel('标识').fill('Guilin Neu');
    await form.getByLabel('名称').fill('桂林市公共数据开放平台');
    await form.getByLabel('所属地区').selectOption('450300');
    await form.getByRole('button', { name: '新增来源' }).click();
    await form.locator('#row-id-fault').getByText('只能是小写字母').waitFor();
    its.faults.length = 0; // the browser reports the answer itself
    await form.getByLabel('标识').fill('guilin-new');
    await form.getByRole('alert').waitFor({ state: 'detached' });
    await its.shoot('new-source', page);
    await form.getByRole('button', { name: '新增来源' }).click();
    await page.waitForURL(/\/sources\/guilin-new$/);
    await page.locator('.facts').getByText('系统密钥 于').waitFor();
    expect((await source('guilin-new')).json()).toMatchObject({
      ...{ title: '桂林市公共数据开放平台', region: '450300', base, kind: 'open-platform' },
      added: { at: expect.any(String) },
    });

    const [run] = await its.installation.harvest('guilin-new');
    expect(run?.ledger.indexed).toBeGreaterThan(0);
    await its.visit(page, '/sources/guilin-new?view=settings');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载配置（YAML）' }).click();
    const [row] = parse(readFileSync(await (await download).path(), 'utf8')) as unknown[];
    expect(Source.parse(row)).toMatchObject({ id: 'guilin-new', harvest: { base } });
    await its.shoot('source-added', page);
    await page.getByRole('button', { name: '移除来源' }).click();
    await page.getByRole('button', { name: /^确认移除来源及其 \d+ 条目录$/ }).click();
    await page.waitForURL(/\/sources$/);
    expect((await source('guilin-new')).statusCode).toBe(404);
    const found = await its.installation.server.inject('/api/v1/search?source=guilin-new');
    expect(found.json().entries ?? 0).toBe(0);
    await its.quiet(page);
  }, 400_000);
});
