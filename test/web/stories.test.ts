/** A newcomer on the demonstration's first page: each story is a link there, and its page says what it is to say. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Started, start } from '../cli/command.ts';
import { STORIES } from '../sources/stories/story.ts';
import { findChromium, openBrowser } from './browser.ts';

const chromium = findChromium();
const LANGUAGES = ['zh', 'en'] as const;

/** All that a story needs, and nothing else of the country. */
const platforms = new Set(
  STORIES.flatMap(({ source = [], needs, props, past }) =>
    [source, needs, Object.keys(props), Object.keys(past?.platforms ?? {})].flat(),
  ),
);

describe.skipIf(chromium === undefined)('the demonstration', () => {
  let demo: Started;
  let browser: Browser;
  let page: Page;
  let base: string;

  beforeAll(async () => {
    demo = start([
      'demo',
      '--port',
      '0',
      '--scale',
      '0.4',
      '--lang',
      'en',
      '--platforms',
      [...platforms].join(),
    ]);
    const [said, address] = await demo.said(/[\s\S]*Huimu is ready: (\S+)/);
    base = address as string;
    for (const { words } of STORIES) expect(said).toContain(words.en);
    browser = await openBrowser(chromium as string);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    demo?.child.kill('SIGINT');
    expect((await demo?.ended)?.code).toBe(0);
  });

  it.each(STORIES.flatMap((story) => LANGUAGES.map((language) => ({ ...story, language }))))(
    'leads from its first page to “$words.zh” ($language)',
    async ({ words, sees, language }) => {
      await page.goto(`${base}/?lang=${language}`);
      await page.getByRole('link', { name: words[language], exact: true }).click();
      await page.waitForURL((url) => url.pathname !== '/');
      await page.locator('main', { hasText: sees[language] }).waitFor();
      expect(await page.locator('main [role=alert]').count()).toBe(0);
    },
  );
});
