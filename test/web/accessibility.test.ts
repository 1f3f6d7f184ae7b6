/** Every page, in both languages, light and dark, wide and narrow: what axe finds serious, nobody may meet. */
import axe from 'axe-core';
import { matchPath } from 'react-router';
import { describe, expect, it } from 'vitest';
import { PLACES } from '../../web/src/places.tsx';
import { asker, makeKey, ROOT } from '../api/access/asking.ts';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target, failureSummary }) => target + ' ' + failureSummary.slice(0, 200)).join(' | ')))`;

describe.skipIf(chromium === undefined)('for every reader, the pages', () => {
  const its = site(chromium, ['guangxi', 'guangxi-guilin'], undefined, { adminKey: ROOT });
  const ask = asker(() => its.installation);
  /** Keys by what they are for; strangers have none. */
  const keyOf = async (who: string): Promise<string | undefined> => {
    if (who === 'stranger') return undefined;
    if (who === 'admin') return ROOT;
    const scope = who === 'source-admin' ? { regions: ['450000'] } : {};
    return (await makeKey(ask, { name: who, role: who, ...scope })).key;
  };

  /** An address for each page there is, and for what stands there when nothing is found. */
  async function addresses(): Promise<string[]> {
    const { server } = its.installation;
    const ask = async (url: string) => (await server.inject(url)).json();
    const { hits } = await ask('/api/v1/search?source=guangxi-guilin&size=50');
    const many = hits.find(({ offers }: { offers: { count: number } }) => offers.count > 1);
    const { items } = await ask('/api/v1/runs');
    const left = await server.inject({
      method: 'POST',
      url: '/api/v1/demands',
      payload: { need: '量子泊位' },
    });
    return [
      '/',
      '/search',
      '/search?q=信息&province=450000',
      '/search?q=zzqqxx',
      `/resources/${many.resource}`,
      '/resources/rnothing',
      '/statistics',
      '/statistics?rows=theme&columns=mode&measure=entries',
      '/statistics?rows=theme&columns=modifiedMonth&province=450000',
      '/sources',
      '/sources/new',
      '/sources/guangxi',
      '/sources/guangxi?view=refused',
      '/sources/guangxi?view=held',
      '/sources/guangxi?view=values',
      '/sources/guangxi?view=quality',
      '/sources/fujian-hub?view=file',
      '/coverage',
      '/coverage/450000',
      '/coverage/operation',
      '/watch',
      '/watch/sensitive',
      '/runs',
      '/unknowns',
      '/unknowns?source=guangxi',
      `/runs/${items[0].id}`,
      '/demands',
      `/demands/${left.json().id}`,
      '/demands?need=量子泊位&of=450300',
      '/join',
      '/sources/guangxi?view=preview',
      '/sources/guangxi?view=reports',
      '/sources/guangxi?view=settings',
      '/login',
      '/keys',
      '/subscriptions',
      '/subscriptions/new?asked=q%3D停车',
      '/subscriptions/none/confirm?token=x',
      '/subscriptions/none/unsubscribe?token=x',
      '/deliveries',
      '/nowhere',
    ];
  }

  it('are all looked at', async () => {
    const paths = (await addresses()).map((address) => address.split('?')[0] as string);
    const missing = PLACES.filter(({ path }) => !paths.some((one) => matchPath(path, one) !== null));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    ['zh', 1440, 'admin'],
    ['en', 360, 'source-admin'],
    ['zh', 360, 'stranger'],
  ])(
    'have no serious fault in %s at %i pixels for: %s',
    async (language, width, who) => {
      const found: string[] = [];
      const key = await keyOf(who);
      for (const address of await addresses()) {
        const page = await its.view({ viewport: { width, height: 900 } });
        if (key !== undefined) {
          const opened = await page.request.post(`${its.base}/api/v1/session`, { data: { key } });
          expect(opened.status()).toBe(200);
        }
        await its.visit(page, `${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(
          width,
        );
        await page.evaluate(axe.source);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          for (const fault of (await page.evaluate(RUN)) as string[])
            found.push(`${address} ${colorScheme} ${fault}`);
        }
        await page.close();
      }
      its.faults.length = 0; // the browser reports the resource that is not there
      expect(found).toEqual([]);
      // Some forty pages, each looked at twice.
    },
    600_000,
  );
});
