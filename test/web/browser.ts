/** A real Chromium where the machine has one; tests of the pages are skipped, loudly, where it has none. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

export function findChromium(): string | undefined {
  const found = [process.env.HUIMU_CHROMIUM, ...PLACES].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found === undefined) {
    console.warn(
      '!!! 未找到 Chromium，页面测试跳过 / no Chromium found, the tests of the pages are skipped (HUIMU_CHROMIUM)',
    );
  }
  return found;
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
