/** What people leave may look like a script: on every page that shows it, to whoever acts there, it is text. */
import { describe, expect, it } from 'vitest';
import type { ApiDemand, ApiFinding, ApiSearchResult } from '../../api/types.ts';
import { servedBy } from '../../api/watching.ts';
import { renewWatch } from '../../index/watch/renew.ts';
import { asker, ROOT } from '../api/access/asking.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
const SOURCE = 'guangxi-guilin';
const SCRIPT =
  '<script>window.taken=1</script><img src=x onerror="window.taken=1"><a href="javascript:window.taken=1">停车</a>';

describe.skipIf(chromium === undefined)('a script that people leave', () => {
  const its = site(chromium, [SOURCE], undefined, { adminKey: ROOT });
  const ask = asker(() => its.installation);
  const put = async <T>(method: 'POST' | 'PUT', path: string, payload: object): Promise<T> => {
    const { status, body, text } = await ask<T>(method, `/api/v1${path}`, { key: ROOT, payload });
    expect(status, `${path} ${text}`).toBeLessThan(300);
    return body;
  };

  it('is text wherever it is shown, in both languages', async () => {
    const { catalogue, sources } = its.installation.huimu;
    const hostile = {
      title: `${SCRIPT}名单`,
      description: `${SCRIPT} 包括姓名、身份证号等信息`,
      publisher: { name: SCRIPT },
      landingPage: 'javascript:window.taken=1',
    };
    await catalogue.write(batchOf([entryOf('seeded', 'x', hostile)], { region: '450300' }));
    await renewWatch(catalogue, { served: servedBy(sources), now: Date.now() });
    await catalogue.refresh();
    const demand = await put<ApiDemand>('POST', '/demands', {
      need: SCRIPT,
      purpose: SCRIPT,
      contact: 'a@b.cn',
    });
    const found = (await ask<ApiSearchResult>('GET', `/api/v1/search?source=${SOURCE}&size=1`)).body.hits[0];
    const resource = found?.resource as string;
    const hostileHit = (await ask<ApiSearchResult>('GET', '/api/v1/search?source=seeded')).body.hits[0];
    await put('POST', `/resources/${resource}/reports`, { text: SCRIPT });
    await put('PUT', `/demands/${demand.id}/answer`, { state: 'answered', resource, text: SCRIPT });
    await put('POST', '/keys', { name: SCRIPT.slice(0, 60), role: 'analyst' });
    await put('POST', '/subscriptions', {
      name: SCRIPT.slice(0, 60),
      occasions: ['new-entries'],
      search: { text: SCRIPT, filters: {} },
      channel: { kind: 'webhook', url: 'https://hooks.example.org/x' },
    });
    const listed = await ask<{ items: ApiFinding[] }>('GET', '/api/v1/watch/sensitive');
    const [finding] = listed.body.items;
    if (finding !== undefined) {
      await put('PUT', `/watch/sensitive/${encodeURIComponent(finding.key)}/decision`, {
        decision: 'looking',
        note: SCRIPT,
      });
    }
    expect(finding).toBeDefined();
    const opened = await its.page.request.post(`${its.base}/api/v1/session`, { data: { key: ROOT } });
    expect(opened.status()).toBe(200);
    const asked = encodeURIComponent(SCRIPT);
    const shown = [
      '/demands',
      `/demands/${demand.id}`,
      `/demands?need=${asked}`,
      `/sources/${SOURCE}?view=reports`,
      '/watch/sensitive',
      '/keys',
      '/subscriptions',
      `/subscriptions/new?asked=${encodeURIComponent(`q=${SCRIPT}`)}`,
      `/search?q=${asked}`,
      '/search?source=seeded',
      `/resources/${hostileHit?.resource}`,
      '/statistics?rows=publisher&source=seeded',
      '/',
    ];
    for (const language of ['zh', 'en']) {
      for (const address of shown) {
        await its.open(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
        const state = await its.page.evaluate(() => ({
          taken: 'taken' in window,
          made: document.querySelectorAll('main img[src=x], main script, main a[href^="javascript:"]').length,
        }));
        expect(state, address).toEqual({ taken: false, made: 0 });
      }
    }
    // Outside the pages as well: feeds are markup, tables are opened by other programs.
    const feed = await ask('GET', '/api/v1/search.atom?source=seeded');
    expect(feed.text).not.toContain('<script>');
    expect(feed.text).not.toMatch(/href="javascript:/);
    for (const path of [`/demands/${demand.id}`, '/watch/sensitive', '/search?source=seeded']) {
      const { headers } = await ask('GET', `/api/v1${path}`);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
