/** The tree of places: what lies right below a province is its cities, and the counties that no city holds. */
import { describe, expect, it } from 'vitest';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
const PLACES = { 武汉: '420100', 宜昌: '420500', 仙桃: '429004', 神农架: '429021', 朝阳: '110105' };

describe.skipIf(chromium === undefined)('the tree of places', () => {
  const its = site(chromium, []);

  it('has counties right below a province beside its cities, and finds what is theirs', async () => {
    const { catalogue } = its.installation.huimu;
    const entries = Object.entries(PLACES).map(([name, code], at) =>
      entryOf('seeded', `${at}`, { title: `${name}的停车场名录`, spatial: { code } }),
    );
    await catalogue.write(batchOf(entries));
    await catalogue.refresh();
    await its.open('/search');
    const tree = its.page.locator('.region-tree');
    await tree.getByRole('button', { name: '湖北的城市' }).click();
    const below = tree.locator('.twigs > li');
    await below.nth(3).waitFor();
    const named = await below.locator('label span:first-of-type').allTextContents();
    expect(named.map((name) => name.replace(/[市区]$/, '')).sort()).toEqual(
      ['仙桃', '宜昌', '武汉', '神农架林'].sort(),
    );
    // A county opens into nothing further.
    expect(await below.filter({ hasText: '仙桃' }).getByRole('button').count()).toBe(0);
    await its.shoot('search-region-tree');
    await below.filter({ hasText: '仙桃' }).getByRole('checkbox').check();
    await its.page.waitForURL(/county=429004/);
    await its.page.locator('.chip', { hasText: '仙桃' }).waitFor();
    expect(await its.page.locator('.hit').count()).toBe(1);
    await tree.getByRole('button', { name: '北京的城市' }).click();
    await tree.locator('.twigs label', { hasText: '朝阳' }).waitFor();
  });
});
