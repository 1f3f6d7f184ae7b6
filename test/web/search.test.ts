/** A searcher's job: from the first page to what was looked for, by words, places and what was kept. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { TILES } from '../../web/src/parts/country/layout.ts';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('a searcher', () => {
  const its = site(chromium, ['guangxi', 'guangxi-guilin', 'guizhou-guiyang']);
  const { open, shoot } = its;
  const found = async () =>
    Number((await its.page.locator('.found h1').textContent())?.replaceAll(',', '').match(/\d+/)?.[0]);

  it('meets no unasked results, but what there is in figures that agree with the search', async () => {
    await open('/');
    expect(await its.page.locator('.hit').count()).toBe(0);
    expect(await its.page.getByRole('combobox').count()).toBe(1);
    const shown = await its.page.locator('.totals a').first().textContent();
    await shoot('home');
    await its.page.locator('.totals a').first().click();
    await its.page.waitForSelector('.hit');
    expect(await its.page.locator('.found h1').textContent()).toContain(`共 ${shown} 个资源`);
  });

  it('walks the map by arrows as the country lies, into a province', async () => {
    expect(new Set(TILES.map(({ code }) => code)).size).toBe(34);
    await open('/');
    const at = () => its.page.evaluate(() => document.activeElement?.getAttribute('data-code'));
    await its.page.locator('[data-code="520000"]').focus();
    await its.page.keyboard.press('ArrowDown');
    expect(await at()).toBe('450000'); // south of Guizhou lies Guangxi
    await its.page.keyboard.press('ArrowRight');
    expect(await at()).toBe('430000');
    await its.page.keyboard.press('ArrowLeft');
    // One stop for the tab key: the next one leaves the map.
    expect(await its.page.locator('.tile[tabindex="0"]').count()).toBe(1);
    await its.page.keyboard.press('Enter');
    await its.page.waitForSelector('.hit');
    expect(new URL(its.page.url()).searchParams.getAll('province')).toEqual(['450000']);
  });

  it('narrows from a province to a city, and never to what nobody can find', async () => {
    await open('/search');
    const all = await found();
    const tree = its.page.locator('.region-tree');
    await tree.getByRole('button', { name: '广西的城市' }).click();
    await tree.locator('label', { hasText: '桂林' }).click();
    await its.page.waitForURL(/city=450300/);
    await its.page.locator('.chip', { hasText: '桂林' }).waitFor();
    const city = await found();
    expect(city).toBeGreaterThan(0);
    expect(city).toBeLessThan(all);
    await shoot('search-city');
    // By keyboard on to the counties, which say themselves how many there are.
    const counties = tree.getByRole('button', { name: '桂林的区县' });
    await counties.focus();
    await its.page.keyboard.press('Enter');
    const county = tree.locator('.twigs .twigs label').first();
    await county.waitFor();
    const counted = Number((await county.locator('.small').textContent())?.replaceAll(',', ''));
    await county.locator('input').focus();
    await its.page.keyboard.press('Space');
    await its.page.waitForURL(/county=4503/);
    await its.page.waitForFunction(
      (n) => document.querySelector('.found h1')?.textContent?.includes(`共 ${n} 个资源`),
      counted,
    );
    await shoot('search-county');
    // Another province is still there to be chosen, and the county gives way to it.
    await tree.locator('label', { hasText: '贵州' }).click();
    await its.page.waitForURL(/province=520000/);
    expect(new URL(its.page.url()).searchParams.has('county')).toBe(false);
    await its.page.locator('.chip', { hasText: '贵州' }).waitFor();
    expect(await found()).toBeGreaterThan(0);
  });

  it('keeps a search, finds it on the first page, and lets it go', async () => {
    await open('/search?q=停车场');
    const before = await found();
    await its.page.getByRole('button', { name: '保存检索' }).click();
    await its.page.getByRole('button', { name: '已保存' }).waitFor();
    await open('/');
    const kept = its.page.locator('#saved li');
    await its.page.waitForFunction(
      (n) => document.querySelector('#saved li')?.textContent?.includes(`${n} 个资源`),
      before,
    );
    await shoot('home-saved');
    await kept.getByRole('link', { name: '停车场', exact: true }).click();
    await its.page.waitForURL(/q=/);
    await open('/');
    await kept.getByRole('button').click();
    await its.page.locator('#saved').waitFor({ state: 'detached' });
  });

  it('is told why each hit is there, and sees more of them at once, both in the address', async () => {
    await open('/search?q=停车场');
    await its.page.getByRole('button', { name: '为何命中' }).click();
    const why = its.page.locator('.hit').first().locator('.why li').first();
    await why.waitFor();
    expect(await why.textContent()).toContain('停车场');
    expect(await why.textContent()).toContain('见于名称');
    await shoot('search-why');
    const height = (await its.page.locator('.hit').nth(1).boundingBox())?.height ?? 0;
    await its.page.getByRole('button', { name: '紧凑显示' }).click();
    await its.page.waitForURL(/dense=1/);
    expect(new URL(its.page.url()).searchParams.get('why')).toBe('1');
    await its.page.locator('ol.dense').waitFor();
    expect((await its.page.locator('.hit').nth(1).boundingBox())?.height).toBeLessThan(height);
  });

  it('takes what was found along: as a file of its entries, and as a feed', async () => {
    await open('/search?q=停车场&province=450000&sort=title');
    const entries = Number(
      (await its.page.locator('.found h1').textContent())?.replaceAll(',', '').match(/（(\d+) 条目录/)?.[1],
    );
    await its.page.getByText('导出与订阅').click();
    await shoot('search-take-out');
    const [file] = await Promise.all([
      its.page.waitForEvent('download'),
      its.page.locator('.take-out').getByRole('link', { name: 'JSON', exact: true }).click(),
    ]);
    const kept = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(entries).toBeGreaterThan(0);
    expect(kept.entries).toHaveLength(entries);
    const feed = await its.page.locator('.take-out').getByRole('link', { name: 'Atom' }).getAttribute('href');
    const answer = await its.installation.server.inject(feed ?? '');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<feed');
    expect(answer.body).toContain('停车场');
  });
});
