/** National staff at the ledger of authorised operation: who operates what, what is not stated, and the way to the entries. */
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the ledger of authorised operation', () => {
  const its = site(chromium, [
    'demo-fujian-zone',
    'demo-chongqing-zone',
    'demo-registration',
    'guangxi-guilin',
  ]);

  const ledger = async (query = '') =>
    (await its.installation.server.inject(`/api/v1/coverage/operation${query}`)).json();

  it('is reached from coverage, narrowed in the address, and each figure leads to what it counts', async () => {
    await its.open('/coverage');
    await its.page.getByRole('link', { name: '授权运营底账' }).click();
    await its.page.getByRole('heading', { level: 1, name: '授权运营底账' }).waitFor();
    const { total, gaps } = await ledger();
    expect(total.resources).toBeGreaterThan(0);
    const figure = its.page.locator('.figures a').first();
    await figure.waitFor();
    expect(await figure.textContent()).toBe(total.resources.toLocaleString('zh-CN'));
    await its.shoot('ledger');
    // By keyboard: the choice of what is stated.
    const choice = its.page.locator('label', { hasText: '要素' }).locator('select');
    await choice.focus();
    await choice.selectOption(gaps[0].value);
    await its.page.waitForURL(new RegExp(`missing=${gaps[0].value}`));
    // The figures of before stand there until the narrowed ones come.
    await its.page.locator(`.figures a[href*="ledgerGap=${gaps[0].value}"]`).first().waitFor();
    expect(await figure.textContent()).toBe(gaps[0].resources.toLocaleString('zh-CN'));
    await figure.press('Enter');
    await its.page.waitForURL(/\/search\?/);
    await its.page
      .getByText(`${gaps[0].resources.toLocaleString('zh-CN')} 个资源`)
      .first()
      .waitFor();
  });

  it.each([
    ['zh', 1440, 'light'],
    ['en', 360, 'dark'],
  ] as const)('stands in %s at %i px, %s', async (lang, width, colorScheme) => {
    const page = await its.view({ viewport: { width, height: 900 }, colorScheme });
    await its.visit(page, `/coverage/operation?lang=${lang}`);
    await page.locator('tbody tr').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await its.shoot(`ledger-${lang}-${width}`, page);
    await its.visit(page, `/coverage?lang=${lang}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await its.shoot(`coverage-${lang}-${width}`, page);
    await its.visit(page, `/coverage/450000?lang=${lang}`);
    await its.shoot(`coverage-province-${lang}-${width}`, page);
  });
});
