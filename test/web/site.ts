/** An installation with its pages in a real Chromium, for one file of tests. A fault in a page fails its test. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { PROJECT } from '../../api/compose.ts';
import type { Settings } from '../../config/settings/settings.ts';
import { type Installation, install } from '../api/installation.ts';
import { openBrowser } from './browser.ts';
import { quietOf } from './quiet.ts';

const PAGES = join(PROJECT, 'web', 'dist');
const SHOTS = join(PROJECT, 'test', 'output');

/** Milliseconds that anything on a page may take, on a machine with other work. */
const PATIENCE = 60_000;

export interface Site {
  installation: Installation;
  browser: Browser;
  /** A fresh page for each test. */
  page: Page;
  base: string;
  /** What the browser complained of in this test; one that expects complaints empties it. */
  faults: string[];
  /** Opens an address in the test's page, and waits until what it shows is there. */
  open(address: string): Promise<void>;
  visit(page: Page, address: string): Promise<void>;
  /** Waits until nothing is on its way to a page: before it is said what does not stand there. */
  quiet(page?: Page): Promise<void>;
  /** Opens a page with another view, as a dark or a narrow one; it is closed with the test. */
  view(options: BrowserContextOptions): Promise<Page>;
  shoot(name: string, page?: Page): Promise<unknown>;
}

/** Registers the hooks of the file; what it returns is filled before the first test. */
export function site(
  chromium: string | undefined,
  platforms: string[],
  prepare?: (installation: Installation) => void,
  settings: Partial<Settings> = {},
  unnamed: string[] = [],
): Site {
  const opened = new Map<Page, () => Promise<void>>();
  const site = {
    faults: [],
    open: (address) => site.visit(site.page, address),
    async visit(page, address) {
      await page.goto(site.base + address);
      await site.quiet(page);
    },
    quiet: async (page = site.page) => await opened.get(page)?.(),
    shoot: (name, page = site.page) => page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true }),
    async view(options) {
      const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
      page.setDefaultTimeout(PATIENCE);
      opened.set(page, quietOf(page));
      page.on('pageerror', (error) => site.faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') site.faults.push(message.text());
      });
      return page;
    },
  } as Partial<Site> as Site;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    site.installation = await install(platforms, settings, PAGES, unnamed);
    prepare?.(site.installation);
    await site.installation.harvest(...platforms);
    const { server } = site.installation;
    await server.listen({ host: '127.0.0.1', port: 0 });
    site.base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    site.browser = await openBrowser(chromium as string);
  });
  afterAll(async () => {
    await site.browser?.close();
    await site.installation?.close();
  });
  beforeEach(async () => {
    site.faults.length = 0;
    site.page = await site.view({});
    return async () => {
      await Promise.all([...opened.keys()].map((page) => page.close()));
      opened.clear();
      expect(site.faults).toEqual([]);
    };
  });
  return site;
}
