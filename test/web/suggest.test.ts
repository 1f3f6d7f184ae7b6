/** What a search box offers while somebody types, by the keyboard alone and by the mouse. */
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { offersOf } from '../../web/src/parts/suggest/offers.ts';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('a search box', () => {
  const its = site(chromium, ['guangxi', 'guangxi-guilin', 'guizhou-guiyang']);
  const { open, shoot } = its;
  const list = () => its.page.getByRole('listbox');
  const box = () => its.page.locator('input[role=combobox]');
  const ask = async (url: string) => (await its.installation.server.inject(url)).json();
  /** Until the list is that of the whole text: a slow hand is offered something in between. */
  const type = async (text: string, language: 'zh' | 'en' = 'zh') => {
    await its.page.keyboard.press('/');
    await its.page.keyboard.type(text);
    const offers = offersOf(await ask(`/api/v1/suggest?q=${encodeURIComponent(text)}`), language);
    await expect
      .poll(() => list().getByRole('option').allTextContents())
      .toEqual(offers.map((one) => one.text));
  };

  it('offers nothing before something is typed, and nothing once it is taken back', async () => {
    await open('/');
    await box().focus();
    expect(await box().getAttribute('aria-expanded')).toBe('false');
    await its.page.keyboard.type('桂林');
    await list().waitFor();
    expect(await box().getAttribute('aria-expanded')).toBe('true');
    await shoot('suggest-home');
    await its.page.evaluate(axe.source);
    expect(
      await its.page.evaluate(`axe.run(document).then(({ violations }) => violations.map(({ id }) => id))`),
    ).toEqual([]);
    for (let i = 0; i < 2; i += 1) await its.page.keyboard.press('Backspace');
    await list().waitFor({ state: 'detached' });
    expect(await box().getAttribute('aria-expanded')).toBe('false');
  });

  it('opens the resource of a title that is walked to by arrows', async () => {
    const { titles } = await ask(`/api/v1/suggest?q=${encodeURIComponent('停车')}`);
    await open('/');
    await type('停车');
    await its.page.keyboard.press('ArrowDown');
    await its.page.keyboard.press('ArrowDown');
    const on = list().locator('[aria-selected=true]');
    expect(await on.textContent()).toBe(titles[1].text);
    // What a screen reader is told is the row that is seen.
    expect(await box().getAttribute('aria-activedescendant')).toBe(await on.getAttribute('id'));
    expect(await box().inputValue()).toBe('停车');
    await its.page.keyboard.press('Enter');
    await its.page.waitForURL(`**/resources/${titles[1].resource}`);
    await list().waitFor({ state: 'detached' });
  });

  it('searches by place, by office and by theme, each under the name of its kind', async () => {
    await open('/sources');
    await type('guilin');
    await list().getByRole('group', { name: '地区' }).getByRole('option').first().click();
    await its.page.waitForURL(/\/search\?city=450300$/);
    await its.page.locator('.chip', { hasText: '桂林' }).waitFor();

    const { hits } = await ask('/api/v1/search?source=guangxi-guilin&size=1');
    const office = hits[0].lead.publisher.name;
    await open('/');
    await type(office);
    await list().getByRole('group', { name: '发布机构' }).getByRole('option', { name: office }).click();
    await its.page.waitForFunction(
      (name) => new URL(location.href).searchParams.get('publisher') === name,
      office,
    );
    await its.page.waitForSelector('.hit');

    await open('/?lang=en');
    await type('transport', 'en');
    await list().getByRole('group', { name: 'Themes' }).getByRole('option').first().click();
    await its.page.waitForURL(/\/search\?theme=.+&lang=en$/);
  });

  it('closes by Esc and by leaving it, and searches for what was typed when nothing is chosen', async () => {
    await open('/sources');
    await type('停车场');
    await its.page.keyboard.press('Escape');
    await list().waitFor({ state: 'detached' });
    expect(await box().inputValue()).toBe('停车场');
    await its.page.keyboard.type('信息');
    await list().waitFor();
    await its.page.locator('.foot').click();
    await list().waitFor({ state: 'detached' });
    await box().focus();
    await its.page.keyboard.press('Enter');
    await its.page.waitForURL(/\/search\?q=/);
    expect(new URL(its.page.url()).searchParams.get('q')).toBe('停车场信息');
  });

  it('drops the answer to what is no longer asked', async () => {
    await open('/');
    // The answer to the first words is held back until the second ones are answered.
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const first = encodeURIComponent('停车');
    await its.page.route(`**/api/v1/suggest?q=${first}`, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    const asked = its.page.waitForRequest((request) => request.url().endsWith(`q=${first}`));
    await its.page.keyboard.press('/');
    await its.page.keyboard.type('停车');
    await asked;
    await box().fill('桂林');
    await list().getByRole('group', { name: '地区' }).waitFor();
    const shown = await list().getByRole('option').allTextContents();
    letGo();
    await its.quiet();
    expect(await list().getByRole('option').allTextContents()).toEqual(shown);
  });

  it('is at hand on a narrow screen without moving the page', async () => {
    const page = await its.view({ viewport: { width: 360, height: 780 }, colorScheme: 'dark' });
    await its.visit(page, '/search?q=信息');
    const before = await page.locator('h1').boundingBox();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(...new URL(request.url()).searchParams.getAll('q')));
    await page.locator('input[role=combobox]').fill('停车');
    await page.getByRole('listbox').waitFor();
    expect(asked).toEqual(['停车']); // not what stood in the box
    expect(await page.locator('h1').boundingBox()).toEqual(before);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await shoot('suggest-narrow', page);
  });
});
