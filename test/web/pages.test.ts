/** The pages in a real Chromium, over a real harvest: what a newcomer, a searcher and an administrator do. */
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
const HOSTILE =
  '停车场<script>document.title="owned"</script> "onmouseover="alert(1)" {{7*7}} <svg/onload=alert(1)';
/** Markup is taken off when an entry is made; what only looks like it stays text, and must be shown as such. */
const SHOWN = '停车场 "onmouseover="alert(1)" {{7*7}}';

describe.skipIf(chromium === undefined)('the pages', () => {
  const its = site(
    chromium,
    ['guangxi', 'guangxi-guilin', 'guizhou-guiyang', 'anhui-wuhu', 'sichuan-chengdu'],
    ({ country }) => {
      country.mutate('anhui-wuhu').change(country.things('anhui-wuhu')[0]?.id ?? '', { title: HOSTILE });
      country.misbehave('sichuan-chengdu', { what: 'challenge' });
    },
  );
  const { open, shoot, faults } = its;

  it('find 停车场 across regions, from the keyboard', async () => {
    await open('/');
    // A tour is a demonstration's alone.
    expect(await its.page.locator('#tour').count()).toBe(0);
    await its.page.keyboard.press('/');
    await its.page.keyboard.type('停车场');
    await its.page.keyboard.press('Enter');
    await its.page.waitForSelector('.hit mark');
    expect(new URL(its.page.url()).searchParams.get('q')).toBe('停车场');
    const marked = await its.page.locator('.hit h3 mark').allTextContents();
    expect(marked.join('')).toContain('停车场');
    const provinces = await its.page.locator('.facet').first().locator('label').allTextContents();
    expect(provinces.some((text) => text.startsWith('广西'))).toBe(true);
    expect(provinces.some((text) => text.startsWith('贵州'))).toBe(true);
    expect(await its.page.locator('.found h1').textContent()).toMatch(/共 [\d,]+ 个资源（[\d,]+ 条目录）/);
    await shoot('search');
  });

  it('narrow by a facet, keep it in the address, and take it back', async () => {
    await open('/search?q=停车场');
    const before = await its.page.locator('.found h1').textContent();
    await its.page.locator('.facet').first().locator('label', { hasText: '广西' }).click();
    // Beside the word that was understood, which is a chip as well.
    const chip = its.page.locator('.chip', { hasText: '广西' });
    await chip.waitFor();
    expect(new URL(its.page.url()).searchParams.getAll('province')).toEqual(['450000']);
    await its.page.reload();
    await chip.click();
    await chip.waitFor({ state: 'detached' });
    expect(await its.page.locator('.found h1').textContent()).toBe(before);
    await its.page.goBack();
    await chip.waitFor();
  });

  it('walk to the next page and back to the same view', async () => {
    await open('/search');
    const first = await its.page.locator('.hit h3').first().textContent();
    await its.page.getByRole('button', { name: '下一页' }).click();
    await its.page.waitForURL(/cursor=/);
    await its.page.waitForFunction(
      (title) => document.querySelector('.hit h3')?.textContent !== title,
      first,
    );
    await its.page.goBack();
    await its.page.waitForFunction(
      (title) => document.querySelector('.hit h3')?.textContent === title,
      first,
    );
  });

  it('follow a resource to its offers in city and province', async () => {
    await open('/search?source=guangxi-guilin');
    await its.page.locator('.hit', { hasText: '也见于' }).first().locator('h3 a').click();
    await its.page.waitForSelector('#offers');
    const offers = await its.page.locator('#offers tbody tr').allTextContents();
    expect(offers).toHaveLength(2);
    expect(offers[0]).toContain('桂林');
    expect(offers[0]).toContain('主条目');
    expect(offers[1]).toContain('广西壮族自治区');
    await shoot('resource');
    await its.page.locator('#offers tbody tr').nth(1).locator('a').first().click();
    await its.page.waitForURL(/\/sources\/guangxi$/);
  });

  it('show a failed source with its reason, and its ledger', async () => {
    await open('/sources');
    const row = its.page.locator('tr', { hasText: '成都' }).first();
    expect(await row.locator('.state').textContent()).toBe('受阻');
    expect(await row.textContent()).toContain('来源拒绝访问');
    await shoot('sources');
    await row.locator('a').first().click();
    await its.page.waitForSelector('.note.bad');
    expect(await its.page.locator('.note.bad').first().textContent()).toContain('source.blocked');
    await shoot('source-blocked');
    await its.page.locator('tbody a').first().click();
    await its.page.waitForURL(/\/runs\//);
    await its.page.getByRole('heading', { level: 1, name: '成都' }).waitFor();
    await its.quiet();
    await shoot('run-failed');
  });

  it('tell a replay from a harvest, in the list and by itself', async () => {
    const { control } = its.installation.huimu;
    const { id } = await control.start('guizhou-guiyang', { trigger: 'person', replay: true });
    await control.ended(id);
    await open('/runs');
    const [replay, harvest] = [its.page.locator('tbody tr').nth(0), its.page.locator('tbody tr').nth(1)];
    expect(await replay.textContent()).toContain('重放');
    expect(await harvest.textContent()).not.toContain('重放');
    await replay.locator('a').first().click();
    await its.page.waitForURL(/\/runs\//);
    await its.page.locator('main').getByText('重读已存的原始记录，未访问来源').waitFor();
    await shoot('run-replay');
  });

  it('show what a source says as text, whatever it says', async () => {
    await open('/search?source=anhui-wuhu&q=停车场');
    const titles = await its.page.locator('.hit h3').allTextContents();
    expect(titles[0]).toBe(SHOWN);
    expect(await its.page.title()).not.toBe('owned');
    expect(await its.page.locator('.hit img').count()).toBe(0);
    expect(await its.page.locator('[onmouseover]').count()).toBe(0);
  });

  it('speak English on request, and keep it while walking', async () => {
    await open('/');
    await its.page.getByRole('button', { name: 'English' }).click();
    await its.page.waitForURL(/lang=en/);
    await its.page.getByRole('link', { name: 'Sources', exact: true }).click();
    await its.page.waitForSelector('text=Not connected');
    expect(new URL(its.page.url()).searchParams.get('lang')).toBe('en');
    await expect.poll(() => its.page.getAttribute('html', 'lang')).toBe('en');
  });

  it('say plainly when nothing is found, and when a thing is not there', async () => {
    await open('/search?q=zzqqxx');
    expect(await its.page.locator('.note').textContent()).toContain('没有找到');
    await open('/resources/rnothing');
    await its.page.waitForSelector('[role=alert]');
    expect(await its.page.locator('[role=alert]').textContent()).toContain('resource.not-found');
    faults.length = 0; // the browser reports the 404 itself
  });

  it('walk the rows by arrows, from the search box and back', async () => {
    await open('/search?q=停车场');
    const focused = () => its.page.evaluate(() => document.activeElement?.textContent ?? '');
    const titles = await its.page.locator('.hit h3').allTextContents();
    await its.page.keyboard.press('/');
    await its.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[0]);
    await its.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[1]);
    await its.page.keyboard.press('ArrowUp');
    await its.page.keyboard.press('ArrowUp');
    expect(await its.page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await its.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[0]);
    await its.page.keyboard.press('Enter');
    await its.page.waitForURL(/\/resources\//);
  });

  it('offer the nearest thing that exists where nothing is found', async () => {
    await open('/search?q=停车场&province=540000');
    // Each is counted by a request of its own.
    const without = its.page.locator('.note li', { hasText: /去掉“省份：西藏”\s*\d+ 个资源/ });
    await without.waitFor();
    await its.quiet();
    expect(await its.page.locator('.note li').first().textContent()).toBe(await without.textContent());
    await without.locator('a').click();
    await its.page.waitForSelector('.hit');
    expect(new URL(its.page.url()).searchParams.has('province')).toBe(false);
  });

  it('show all values of a facet, and keep it in the address', async () => {
    await open('/search?q=信息');
    const publishers = its.page.locator('.facet', { hasText: '发布机构' });
    await publishers.locator('summary').click();
    const few = await publishers.locator('label').count();
    await publishers.getByRole('button', { name: '更多' }).click();
    await publishers.locator('label').nth(few).waitFor();
    expect(await publishers.locator('label').count()).toBeGreaterThan(few);
    expect(new URL(its.page.url()).searchParams.get('more')).toBe('publisher');
  });

  it('name their tabs, also where there is no such page', async () => {
    await open('/nowhere?lang=en');
    expect(await its.page.title()).toBe('There is no such page. · Huimu');
    await its.page.getByRole('link', { name: 'Back to the first page' }).click();
    await its.page.waitForFunction(() => document.title.startsWith('Federated catalogue'));
    await open('/sources/guangxi');
    expect(await its.page.title()).toBe('广西壮族自治区公共数据开放平台 · 汇目');
  });

  it('lead from a figure to what it counts', async () => {
    await open('/sources/guangxi-guilin');
    const resources = await its.page.locator('.figures a').textContent();
    await its.page.locator('.figures a').click();
    await its.page.waitForSelector('.hit');
    expect(await its.page.locator('.found h1').textContent()).toContain(`共 ${resources} 个资源`);
  });

  it('fit a telephone', async () => {
    await its.page.setViewportSize({ width: 390, height: 800 });
    await open('/search?q=停车场');
    const width = await its.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    // The results come first; the filters are a touch away.
    expect(await its.page.locator('.facet').first().isVisible()).toBe(false);
    await its.page.getByRole('button', { name: '筛选' }).click();
    await its.page.locator('.facet').first().waitFor();
    await its.page.getByRole('button', { name: '筛选' }).click();
    await shoot('search-narrow');
  });
});
