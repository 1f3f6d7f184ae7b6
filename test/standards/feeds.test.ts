/** Feeds of any search: newest first, tombstones of what would have been found, spared where nothing is new; the sitemap. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childOf, childrenOf, textIn, type XmlElement } from '../../adapters/formats/xml/element.ts';
import { parseXml } from '../../adapters/formats/xml/parse.ts';
import { windows } from '../../api/standards/sitemap/windows.ts';
import type { Resource } from '../../index/port.ts';
import { engines } from './engines.ts';
import { at, HOSTILE, type Published, publish } from './published.ts';

describe.each(await engines())('over $name', (engine) => {
  let published: Published;
  let resources: Resource[];
  // Tombstones are told for a month: these are of now.
  const now = Date.now();
  const fresh = (minute: number): string => new Date(now - (60 - minute) * 60_000).toISOString();
  beforeAll(async () => {
    published = await publish({ engine, count: 12 });
    for (const [index, source] of ['guilin', 'guangxi'].entries())
      await published.huimu.catalogue.remove(source, ['bare'], fresh(index));
    // Still offered by another: it is not gone.
    await published.huimu.catalogue.remove('guangzhou', ['both'], fresh(5));
    await published.huimu.catalogue.refresh();
    resources = await published.resources();
  });
  afterAll(() => published.close());

  async function xmlAt(path: string, type: RegExp): Promise<XmlElement> {
    const answer = await fetch(path.startsWith('http') ? path : `${published.base}${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(type);
    return parseXml(await answer.text(), path);
  }
  const atomAt = (path: string) => xmlAt(path, /^application\/atom\+xml/);
  const said = (node: XmlElement, name: string) => textIn(childOf(node, name));
  const linked = (node: XmlElement, rel: string) =>
    childrenOf(node, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href;
  const gone = (feed: XmlElement) => childrenOf(feed, 'deleted-entry').map((each) => said(each, 'comment'));

  describe('Atom', () => {
    it('brings all resources once over its pages, newest change first', async () => {
      const found: [string, string][] = [];
      let next: string | undefined = '/api/v1/search.atom?size=7';
      for (let page = 0; next !== undefined; page += 1) {
        const feed: XmlElement = await atomAt(next);
        expect(linked(feed, 'first')).toBe(`${published.base}/api/v1/search.atom?size=7`);
        if (page > 0) expect(gone(feed)).toEqual([]);
        found.push(
          ...childrenOf(feed, 'entry').map((each): [string, string] => [
            said(each, 'updated')!,
            said(each, 'id')!,
          ]),
        );
        next = linked(feed, 'next');
      }
      const updates = found.map(([updated]) => updated);
      expect(updates).toEqual([...updates].sort().reverse());
      expect(found.map(([, id]) => id).sort()).toEqual(
        resources.map(({ id }) => `${published.base}/resources/${id}`).sort(),
      );
    });

    it('tells what is gone of what was asked for, and only what nobody offers any more', async () => {
      expect(gone(await atomAt('/api/v1/search.atom?size=100'))).toEqual([
        '只有名称 广西公共数据开放平台',
        '只有名称 桂林市公共数据开放平台',
      ]);
      expect(gone(await atomAt('/api/v1/search.atom?size=100&source=guilin'))).toEqual([
        '只有名称 桂林市公共数据开放平台',
      ]);
      expect(gone(await atomAt('/api/v1/search.atom?q=名称&province=450000'))).toHaveLength(2);
      expect(gone(await atomAt('/api/v1/search.atom?q=公园'))).toEqual([]);
      expect(gone(await atomAt('/api/v1/search.atom?mode=opening&size=100'))).toEqual([]);
      const feed = await atomAt('/api/v1/search.atom?source=guilin&size=100');
      const [tombstone] = childrenOf(feed, 'deleted-entry');
      expect(tombstone!.attributes).toMatchObject({
        ref: expect.stringMatching(/\/resources\/r[0-9a-f]{20}$/),
        when: fresh(0),
      });
      expect(said(feed, 'updated')).toBe(fresh(0));
    });

    it('keeps hostile texts texts', async () => {
      const feed = await atomAt('/api/v1/search.atom?size=100');
      const hostile = childrenOf(feed, 'entry').find((each) => said(each, 'title')?.startsWith('坏'))!;
      // Without the characters that XML cannot hold.
      expect(said(hostile, 'summary')!.replace('\ufffd', '')).toBe(
        [...HOSTILE].filter((char) => !['\u0000', '\u0008', '\ud800', '\uffff'].includes(char)).join(''),
      );
      expect(linked(hostile, 'via')).toBeUndefined();
    });

    it('spares a reader what it has, by tag and by date', async () => {
      const path = `${published.base}/api/v1/search.atom?q=${encodeURIComponent('停车')}`;
      const first = await fetch(path);
      const [etag, modified] = [first.headers.get('etag')!, first.headers.get('last-modified')!];
      const again = async (headers: Record<string, string>) => {
        const answer = await fetch(path, { headers });
        return [answer.status, (await answer.text()).length > 0];
      };
      expect(await again({ 'if-none-match': etag })).toEqual([304, false]);
      expect(await again({ 'if-modified-since': modified })).toEqual([304, false]);
      expect(
        await again({ 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() }),
      ).toEqual([200, true]);
      expect(await again({ 'if-none-match': '"other"', 'if-modified-since': modified })).toEqual([200, true]);
    });

    it('refuses what search refuses', async () => {
      for (const query of ['size=0', 'mode=free', 'colour=red', 'cursor=x', `q=${'停'.repeat(201)}`])
        expect((await fetch(`${published.base}/api/v1/search.atom?${query}`)).status).toBe(400);
    });
  });

  describe('RSS', () => {
    it('brings the same in its own words', async () => {
      const rss = await xmlAt('/api/v1/search.rss?size=100', /^application\/rss\+xml/);
      const channel = childOf(rss, 'channel')!;
      const items = childrenOf(channel, 'item');
      expect(items.map((item) => said(item, 'guid')).sort()).toEqual(
        resources.map(({ id }) => `${published.base}/resources/${id}`).sort(),
      );
      expect(said(channel, 'lastBuildDate')).toMatch(/^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$/);
    });
  });

  describe('the sitemap', () => {
    it('names every resource once, in parts that robots.txt leads to', async () => {
      const robots = await (await fetch(`${published.base}/robots.txt`)).text();
      const index = await xmlAt(/^Sitemap: (.+)$/m.exec(robots)![1]!, /^application\/xml/);
      const parts = childrenOf(index, 'sitemap').map((each) => said(each, 'loc')!);
      const found: Record<string, string> = {};
      for (const part of parts)
        for (const each of childrenOf(await xmlAt(part, /^application\/xml/), 'url')) {
          expect(found[said(each, 'loc')!]).toBeUndefined();
          found[said(each, 'loc')!] = said(each, 'lastmod')!;
        }
      expect(found).toEqual(
        Object.fromEntries(
          resources.map(({ id, offers }) => [
            `${published.base}/resources/${id}`,
            offers
              .map(({ changedAt }) => changedAt)
              .sort()
              .at(-1),
          ]),
        ),
      );
      for (const wrong of ['/sitemaps/x.xml', '/sitemaps/2-1.xml', '/sitemaps/1.xml'])
        expect((await fetch(`${published.base}${wrong}`)).status).toBe(404);
    });

    it('is parted by halves of time until a part is small enough, or one second', async () => {
      const { catalogue } = published.huimu;
      const all = await windows(catalogue, 5);
      expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(resources.length);
      expect(all.length).toBeGreaterThanOrEqual(3);
      for (const { count, from, until } of all)
        expect(count <= 5 || Date.parse(until) - Date.parse(from) < 1_000).toBe(true);
      expect(await windows(catalogue, 1_000)).toHaveLength(1);
      expect(all[0]!.from <= at(0)).toBe(true);
    });
  });
});
