/** A reader finds a mistake, and the administrator of the source settles it; and previews the source. */
import { describe, expect, it } from 'vitest';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';
const SOURCE = 'guangxi-guilin';

describe.skipIf(chromium === undefined)('a mistake', () => {
  const its = site(chromium, [SOURCE], undefined, { adminKey: KEY });
  const { open, shoot } = its;
  const text = '电话不对 <b>应为</b> 0773-1234567';

  it('is reported on the page of the resource by keyboard', async () => {
    const { hits } = (await its.installation.server.inject('/api/v1/search?size=1')).json();
    await open(`/resources/${encodeURIComponent(hits[0].resource)}`);
    await its.page.locator('#report summary').focus();
    await its.page.keyboard.press('Enter');
    await its.page.keyboard.press('Tab');
    await its.page.keyboard.press('Tab');
    await its.page.keyboard.type(text);
    await its.page.keyboard.press('Tab');
    await its.page.keyboard.press('Enter');
    await its.page.getByText('已提交给来源的管理员').waitFor();
    await shoot('report');
  });

  it('is shown to nobody but who looks after the source', async () => {
    await open(`/sources/${SOURCE}`);
    expect(await its.page.getByRole('link', { name: '读者报错' }).count()).toBe(0);
    await open(`/sources/${SOURCE}?view=reports`);
    await its.page.getByText('登录后可以查看和办理读者报错').waitFor();
    await its.quiet();
    expect(await its.page.locator('main').textContent()).not.toContain('0773-1234567');
  });

  it('is closed by the administrator with a note, and the source previewed', async () => {
    await open(`/login?to=${encodeURIComponent(`/sources/${SOURCE}`)}`);
    await its.page.getByLabel('密钥').fill(KEY);
    await its.page.getByRole('button', { name: '登录' }).click();
    await its.page.getByRole('link', { name: '读者报错' }).click();
    const item = its.page.locator('.demands > li');
    await item.waitFor();
    expect(await item.locator('.lines').first().textContent()).toBe(text);
    await shoot('source-reports');
    await item.getByLabel('处理情况').fill('已请桂林更正。');
    await item.getByRole('button', { name: '办结' }).click();
    await its.page.getByText('共 0 条').waitFor();
    await its.page.getByLabel('状态').selectOption('closed');
    await its.page.getByText('已请桂林更正。').waitFor();

    const before = (await its.installation.server.inject('/api/v1/runs')).json().items.length;
    await its.page
      .getByRole('navigation', { name: '该来源的内容' })
      .getByRole('link', { name: '预览' })
      .click();
    await its.page.getByRole('button', { name: '预览' }).click();
    const records = Math.min(20, its.installation.country.things(SOURCE).length);
    await its.page
      .locator('.tried > li')
      .nth(records - 1)
      .waitFor();
    await its.page.locator('.fields').first().getByText('桂林').first().waitFor();
    await shoot('source-preview');
    expect((await its.installation.server.inject('/api/v1/runs')).json().items).toHaveLength(before);
  });
});
