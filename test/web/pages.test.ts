/** The pages in a real Chromium, over a real harvest: what a newcomer, a searcher and an administrator do. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../api/compose.ts';
import { type Installation, install } from '../api/installation.ts';
import { findChromium, openBrowser } from './browser.ts';

const chromium = findChromium();
const pages = join(PROJECT, 'web', 'dist');
const shots = join(PROJECT, 'test', 'output');
const HOSTILE =
  '停车场<script>document.title="owned"</script> "onmouseover="alert(1)" {{7*7}} <svg/onload=alert(1)';
/** Markup is taken off when an entry is made; what only looks like it stays text, and must be shown as such. */
const SHOWN = '停车场 "onmouseover="alert(1)" {{7*7}}';

describe.skipIf(chromium === undefined)('the pages', () => {
  let installation: Installation;
  let browser: Browser;
  let base: string;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    installation = await install(
      ['guangxi', 'guangxi-guilin', 'guizhou-guiyang', 'anhui-wuhu', 'sichuan-chengdu'],
      {},
      pages,
    );
    const { country } = installation;
    country.mutate('anhui-wuhu').change(country.things('anhui-wuhu')[0]?.id ?? '', { title: HOSTILE });
    country.misbehave('sichuan-chengdu', { what: 'challenge' });
    await installation.harvest(
      'guangxi',
      'guangxi-guilin',
      'guizhou-guiyang',
      'anhui-wuhu',
      'sichuan-chengdu',
    );
    await installation.server.listen({ host: '127.0.0.1', port: 0 });
    base = `http://127.0.0.1:${(installation.server.server.address() as AddressInfo).port}`;
    browser = await openBrowser(chromium as string);
  });
  afterAll(async () => {
    await browser?.close();
    await installation?.close();
  });
  beforeEach(async () => {
    faults.length = 0;
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    return async () => {
      await page.close();
      expect(faults).toEqual([]);
    };
  });

  const open = (address: string) => page.goto(base + address, { waitUntil: 'networkidle' });
  const shoot = (name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

  it('find 停车场 across regions, from the keyboard', async () => {
    await open('/');
    await page.keyboard.press('/');
    await page.keyboard.type('停车场');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.hit mark');
    expect(new URL(page.url()).searchParams.get('q')).toBe('停车场');
    const marked = await page.locator('.hit h3 mark').allTextContents();
    expect(marked.join('')).toContain('停车场');
    const provinces = await page.locator('.facet').first().locator('label').allTextContents();
    expect(provinces.some((text) => text.startsWith('广西'))).toBe(true);
    expect(provinces.some((text) => text.startsWith('贵州'))).toBe(true);
    expect(await page.locator('.found h1').textContent()).toMatch(/共 [\d,]+ 个资源（[\d,]+ 条目录）/);
    await shoot('search');
  });

  it('narrow by a facet, keep it in the address, and take it back', async () => {
    await open('/?q=停车场');
    const before = await page.locator('.found h1').textContent();
    await page.locator('.facet').first().locator('label', { hasText: '广西' }).click();
    // Beside the word that was understood, which is a chip as well.
    const chip = page.locator('.chip', { hasText: '广西' });
    await chip.waitFor();
    expect(new URL(page.url()).searchParams.getAll('province')).toEqual(['450000']);
    await page.reload({ waitUntil: 'networkidle' });
    await chip.click();
    await chip.waitFor({ state: 'detached' });
    expect(await page.locator('.found h1').textContent()).toBe(before);
    await page.goBack();
    await chip.waitFor();
  });

  it('walk to the next page and back to the same view', async () => {
    await open('/');
    const first = await page.locator('.hit h3').first().textContent();
    await page.getByRole('button', { name: '下一页' }).click();
    await page.waitForURL(/cursor=/);
    await page.waitForFunction((title) => document.querySelector('.hit h3')?.textContent !== title, first);
    await page.goBack();
    await page.waitForFunction((title) => document.querySelector('.hit h3')?.textContent === title, first);
  });

  it('follow a resource to its offers in city and province', async () => {
    await open('/?source=guangxi-guilin');
    await page.locator('.hit', { hasText: '也见于' }).first().locator('h3 a').click();
    await page.waitForSelector('#offers');
    const offers = await page.locator('#offers tbody tr').allTextContents();
    expect(offers).toHaveLength(2);
    expect(offers[0]).toContain('桂林');
    expect(offers[0]).toContain('主条目');
    expect(offers[1]).toContain('广西壮族自治区');
    await shoot('resource');
    await page.locator('#offers tbody tr').nth(1).locator('a').first().click();
    await page.waitForURL(/\/sources\/guangxi$/);
  });

  it('show a failed source with its reason, and its ledger', async () => {
    await open('/sources');
    const row = page.locator('tr', { hasText: '成都' }).first();
    expect(await row.locator('.state').textContent()).toBe('受阻');
    expect(await row.textContent()).toContain('来源拒绝访问');
    await shoot('sources');
    await row.locator('a').first().click();
    await page.waitForSelector('.note.bad');
    expect(await page.locator('.note.bad').first().textContent()).toContain('source.blocked');
    await shoot('source-blocked');
    await page.locator('tbody a').first().click();
    await page.waitForSelector('.figures');
    expect(await page.locator('h1').textContent()).toContain('成都');
    await shoot('run-failed');
  });

  it('tell a replay from a harvest, in the list and by itself', async () => {
    const { control } = installation.huimu;
    const { id } = await control.start('guizhou-guiyang', { trigger: 'person', replay: true });
    await control.ended(id);
    await open('/runs');
    const [replay, harvest] = [page.locator('tbody tr').nth(0), page.locator('tbody tr').nth(1)];
    expect(await replay.textContent()).toContain('重放');
    expect(await harvest.textContent()).not.toContain('重放');
    await replay.locator('a').first().click();
    await page.waitForSelector('.figures');
    expect(await page.locator('main').textContent()).toContain('重读已存的原始记录，未访问来源');
    await shoot('run-replay');
  });

  it('show what a source says as text, whatever it says', async () => {
    await open('/?source=anhui-wuhu&q=停车场');
    const titles = await page.locator('.hit h3').allTextContents();
    expect(titles[0]).toBe(SHOWN);
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('.hit img').count()).toBe(0);
    expect(await page.locator('[onmouseover]').count()).toBe(0);
  });

  it('speak English on request, and keep it while walking', async () => {
    await open('/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.waitForURL(/lang=en/);
    await page.getByRole('link', { name: 'Sources' }).click();
    await page.waitForSelector('text=Not connected');
    expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
  });

  it('say plainly when nothing is found, and when a thing is not there', async () => {
    await open('/?q=zzqqxx');
    expect(await page.locator('.note').textContent()).toContain('没有找到');
    await open('/resources/rnothing');
    await page.waitForSelector('[role=alert]');
    expect(await page.locator('[role=alert]').textContent()).toContain('resource.not-found');
    faults.length = 0; // the browser reports the 404 itself
  });

  it('walk the rows by arrows, from the search box and back', async () => {
    await open('/?q=停车场');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const titles = await page.locator('.hit h3').allTextContents();
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[0]);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/resources\//);
  });

  it('offer the nearest thing that exists where nothing is found', async () => {
    await open('/?q=停车场&province=540000');
    await page.waitForSelector('.note li');
    expect(await page.locator('.note li').first().textContent()).toMatch(/去掉“省份：西藏”\s*\d+ 个资源/);
    await page.locator('.note li a').first().click();
    await page.waitForSelector('.hit');
    expect(new URL(page.url()).searchParams.has('province')).toBe(false);
  });

  it('show all values of a facet, and keep it in the address', async () => {
    await open('/?q=信息');
    const publishers = page.locator('.facet', { hasText: '发布机构' });
    await publishers.locator('summary').click();
    const few = await publishers.locator('label').count();
    await publishers.getByRole('button', { name: '更多' }).click();
    await publishers.locator('label').nth(few).waitFor();
    expect(await publishers.locator('label').count()).toBeGreaterThan(few);
    expect(new URL(page.url()).searchParams.get('more')).toBe('publisher');
  });

  it('name their tabs, also where there is no such page', async () => {
    await open('/nowhere?lang=en');
    expect(await page.title()).toBe('There is no such page. · Huimu');
    await page.getByRole('link', { name: 'Back to search' }).click();
    await page.waitForFunction(() => document.title === 'Huimu');
    await open('/sources/guangxi');
    expect(await page.title()).toBe('广西壮族自治区公共数据开放平台 · 汇目');
  });

  it('lead from a figure to what it counts', async () => {
    await open('/sources/guangxi-guilin');
    const resources = await page.locator('.figures a').textContent();
    await page.locator('.figures a').click();
    await page.waitForSelector('.hit');
    expect(await page.locator('.found h1').textContent()).toContain(`共 ${resources} 个资源`);
  });

  it('fit a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await open('/?q=停车场');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    // The results come first; the filters are a touch away.
    expect(await page.locator('.facet').first().isVisible()).toBe(false);
    await page.getByRole('button', { name: '筛选' }).click();
    expect(await page.locator('.facet').first().isVisible()).toBe(true);
    await page.getByRole('button', { name: '筛选' }).click();
    await shoot('search-narrow');
  });
});
