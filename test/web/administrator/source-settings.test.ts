/** A source's schedule and pace as its administrator sets them: the next slots before they hold, faults by field, the way back. */
import { describe, expect, it } from 'vitest';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';
const SOURCE = 'guizhou-guiyang';
const VIEW = `/sources/${SOURCE}?view=settings`;

describe.skipIf(chromium === undefined)("a source's schedule and pace", () => {
  const its = site(chromium, [SOURCE], undefined, { adminKey: KEY });
  const source = async () => (await its.installation.server.inject(`/api/v1/sources/${SOURCE}`)).json();

  it('are set with the next slots in sight, paused and resumed, and taken back', async () => {
    const page = await its.view({ viewport: { width: 1440, height: 900 } });
    // A stranger has no such view, and whoever has its address is told why.
    await its.visit(page, `/sources/${SOURCE}`);
    expect(await page.getByRole('link', { name: '计划与节奏' }).count()).toBe(0);
    await its.visit(page, VIEW);
    await page.getByText('登录后可以设置计划与节奏').waitFor();
    await its.visit(page, `/login?to=${encodeURIComponent(VIEW)}`);
    await page.getByLabel('密钥').fill(KEY);
    await page.getByRole('button', { name: '登录' }).click();

    const schedule = page.getByRole('form', { name: '采集计划' });
    const keep = schedule.getByRole('button', { name: '保存' });
    await schedule.getByLabel('采集计划').fill('*/5 * * * *');
    await schedule.getByText('至少间隔一小时 /').waitFor();
    its.faults.length = 0; // the browser reports the answer itself
    await schedule.getByLabel('采集计划').fill('30 2 * * 1');
    const slot = expect.stringMatching(/0[23]:\d\d 周一$/);
    await expect.poll(() => schedule.locator('li').allTextContents()).toEqual(Array(5).fill(slot));
    await keep.click();
    await schedule.getByText('系统密钥 于').waitFor();
    expect(await source()).toMatchObject({ schedule: '30 2 * * 1' });

    const pace = page.getByRole('form', { name: '每秒请求数' });
    await pace.getByLabel('每秒请求数').fill('0.001');
    await pace.getByRole('button', { name: '保存' }).click();
    await pace.getByRole('alert').waitFor();
    expect(await page.locator('.note.bad').count()).toBe(0);
    its.faults.length = 0; // the browser reports the answer itself
    await pace.getByLabel('每秒请求数').fill('0.5');
    await pace.getByRole('button', { name: '保存' }).click();
    await pace.getByText('系统密钥 于').waitFor();
    expect((await source()).pace.perSecond).toBe(0.5);

    await page.getByRole('button', { name: '暂停按计划采集' }).click();
    await page.getByText('系统密钥 于').and(page.locator('.note')).waitFor();
    await its.shoot('source-settings', page);
    expect((await source()).state).toBe('paused');
    await page.getByRole('button', { name: '恢复按计划采集' }).click();
    await page.getByRole('button', { name: '暂停按计划采集' }).waitFor();

    for (const form of [schedule, pace]) {
      await form.getByRole('button', { name: '恢复为文件所定' }).click();
      await form.getByText('系统密钥 于').waitFor({ state: 'detached' });
    }
    expect((await source()).set).toEqual({ schedule: null, perSecond: null, paused: null });
  });
});
