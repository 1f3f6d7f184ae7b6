/** What a first visit costs: script fetched, and whether what is shown stays where it is. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
/** Bytes of script, gzipped. */
const MOST_SCRIPT = 150 * 1024;
/** Google's "good" is 0.1; what is asked here is that nothing moves. */
const MOST_SHIFT = 0.01;
const SHIFT = `new Promise((resolve) => {
  let sum = 0;
  const add = (shifts) => {
    for (const shift of shifts) if (!shift.hadRecentInput) sum += shift.value;
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => {
    add(observer.takeRecords());
    resolve(sum);
  }, 0));
})`;

describe.skipIf(chromium === undefined)('a first view', () => {
  const its = site(chromium, ['guangxi-guilin']);

  const resource = async (): Promise<string> => {
    const found = await its.installation.server.inject('/api/v1/search?size=1');
    return `/resources/${found.json().hits[0].resource}`;
  };

  it.each([
    ['home', async () => '/'],
    ['search', async () => '/search?q=信息'],
    ['search in English', async () => '/search?q=信息&lang=en'],
    ['a resource', resource],
  ])('of %s fetches at most 150 kB of script, and nothing moves', async (_, address) => {
    let script = 0;
    const read: Promise<void>[] = [];
    its.page.on('response', (response) => {
      if (!/\.js$/.test(new URL(response.url()).pathname)) return;
      read.push(
        response.body().then((body) => {
          script += gzipSync(body).length;
        }),
      );
    });
    await its.open(await address());
    await Promise.all(read);
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThanOrEqual(MOST_SCRIPT);
    expect(await its.page.evaluate(SHIFT)).toBeLessThanOrEqual(MOST_SHIFT);
  });
});
