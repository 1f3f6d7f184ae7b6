/** National staff: which provinces are behind and why, and what the watch lists hold. */
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('national staff', () => {
  const its = site(chromium, ['guangxi', 'guangxi-guilin']);

  it('find a province on the map, what is behind there, and why', async () => {
    await its.open('/coverage?measure=entries');
    const { server } = its.installation;
    const { provinces } = (await server.inject('/api/v1/coverage')).json();
    const guangxi = provinces.find(({ province }: { province: string }) => province === '450000');
    expect(guangxi.entries).toBeGreaterThan(0);
    const link = its.page.locator('main a[href="/search?province=450000"]');
    expect(await link.textContent()).toBe(guangxi.entries.toLocaleString('zh-CN'));
    await its.shoot('coverage');
    await its.page.locator('[data-code="450000"]').focus();
    await its.page.keyboard.press('Enter');
    await its.page.getByRole('heading', { level: 1, name: '广西' }).waitFor();
    const { items } = (await server.inject('/api/v1/sources')).json();
    const behind = items.find(
      ({ province, look }: { province: string; look: string }) =>
        province === '450000' && look !== 'good' && look !== 'busy',
    );
    const row = its.page.locator('tbody tr', { hasText: behind.title }).first();
    await row.waitFor();
    expect(await row.textContent()).toContain(behind.stateLabel.zh);
    await its.shoot('coverage-province');
  });

  it('see the six watch lists and open one', async () => {
    await its.open('/watch');
    expect(await its.page.locator('main h2').count()).toBe(6);
    const first = its.page.locator('main h2 a').first();
    const name = (await first.textContent()) ?? '';
    await first.click();
    await its.page.waitForURL('**/watch/supply-shifts');
    await its.page.getByRole('heading', { level: 1, name }).waitFor();
    await its.shoot('watch-list');
  });
});
