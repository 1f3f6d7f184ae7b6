/** Datasets in pages, against a site whose templates write them in several ways, and pages of our own making. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import { schemaOrgAdapter as adapter } from '../../../adapters/schema-org/adapter.ts';
import { blocksIn } from '../../../adapters/schema-org/parse.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { openRig, type Rig } from '../../harvester/rig.ts';
import { startPlatform } from '../../sources/platform.ts';
import { packed, pageOf, schemaOrg } from '../../sources/wires/standards/schema-org.ts';
import { codeOf, contextOf, type Site, serve, sourceOf } from '../site.ts';

const BASE = 'https://data.city.gov.cn';
const SITE = { origin: BASE, context: '', title: '测试' };

adapterConformance({
  name: 'schema.org in pages',
  async start() {
    const source = sourceOf('schema-org', BASE, { rows: 30 });
    const platform = await startPlatform(source, { seed: 5, count: 100 }, { wire: schemaOrg(SITE) });
    const expected = new Map(platform.things.map(({ id, title }) => [pageOf(SITE, id), title]));
    return { source, routes: platform.routes, expected, declares: false, close: platform.close };
  },
});

let site: Site | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function listed(
  files: Record<string, string | Buffer>,
  options: Record<string, unknown> = {},
): Promise<ListPage[]> {
  site = await serve((url, response) => {
    const body = files[url.pathname];
    response.statusCode = body === undefined ? 404 : 200;
    response.end(typeof body === 'string' ? body.replaceAll('BASE', site?.base ?? '') : body);
  });
  const pages: ListPage[] = [];
  for await (const page of adapter.list(contextOf(sourceOf('schema-org', site.base, options)), null))
    pages.push(page);
  return pages;
}
const urlset = (...locs: string[]) =>
  `<urlset>${locs.map((loc) => `<url><loc>${loc}</loc></url>`).join('')}</urlset>`;

describe('sitemaps', () => {
  it('name each page once; what is no dataset by its address is left out, what is of another site refused', async () => {
    const [page, ...more] = await listed(
      {
        '/sitemap.xml': urlset(
          'BASE/dataset/1',
          'BASE/dataset/1',
          'BASE/about',
          'https://other.test/dataset/2',
          '',
        ).replace('<url><loc></loc></url>', '<url/>'),
      },
      { match: '/dataset/' },
    );
    expect(more).toEqual([]);
    expect(page!.rows.map(({ id }) => id)).toEqual([`${site!.base}/dataset/1`]);
    expect(page!.unlistable.map(({ code }) => code)).toEqual(['record.invalid', 'record.no-id']);
  });

  it('packed as files are read, and one of another site or an index within the index is missing', async () => {
    const index = `<sitemapindex>${['/a.xml', '/empty.xml', '/nested.xml'].map((path) => `<sitemap><loc>BASE${path}</loc></sitemap>`).join('')}<sitemap><loc>https://other.test/s.xml</loc></sitemap></sitemapindex>`;
    const pages = await listed({
      '/sitemap.xml': index,
      '/a.xml': packed(urlset('/dataset/1', '/dataset/2')),
      '/empty.xml': '<urlset/>',
      '/nested.xml': '<sitemapindex/>',
    });
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(2);
    expect(pages.at(-1)!.missing).toMatch(/nested\.xml.*other\.test/);
  });

  it('that are torn, bombs, or no sitemaps end the listing by their code', async () => {
    const cases: [string | Buffer, string][] = [
      ['<urlset><url><loc>BASE/a</loc></url>', 'source.cut'],
      [packed(urlset('/a')).subarray(0, 30), 'source.cut'],
      [packed(`<urlset>${' '.repeat(3 << 20)}</urlset>`), 'source.too-large'],
      ['<rss/>', 'source.shape-changed'],
      ['<!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', 'source.not-xml'],
    ];
    for (const [body, code] of cases) {
      expect(await codeOf(() => listed({ '/sitemap.xml': body }, { maxSitemapBytes: 1 << 20 }))).toBe(code);
      await site?.close();
    }
  });
});

describe('a page', () => {
  const read = (id: string, html: string) => {
    const text = JSON.stringify(blocksIn(html));
    const part = { role: 'detail', mediaType: 'application/json', url: id, text } as const;
    return adapter.read(sourceOf('schema-org', BASE), { id, parts: [part] });
  };
  const script = (value: unknown, type = 'application/ld+json') =>
    `<script type="${type}">${JSON.stringify(value)}</script>`;

  it('is read whatever else its script elements say, and what cannot be read is remarked', () => {
    const stated = read(
      `${BASE}/d/1`,
      `<script type="text/javascript">var a = {"@type":"Dataset"}</script>
       <script type="application/ld+json">{ broken</script>
       ${script(
         {
           '@graph': [
             { '@type': 'schema:Dataset', 'schema:name': '另一个', url: `${BASE}/d/2` },
             {
               '@type': ['https://schema.org/Dataset'],
               url: `${BASE}/d/1`,
               name: [{ '@language': 'en', '@value': 'Parking' }],
               keywords: ['停车，交通', { '@type': 'DefinedTerm', name: '车位' }],
               creator: [{ '@id': '#o' }],
               license: { '@type': 'CreativeWork', url: 'https://x.test/l' },
               temporalCoverage: '2020-01-01/2021-01-01',
               spatialCoverage: {
                 '@type': 'Place',
                 name: '杭州市',
                 geo: { '@type': 'GeoShape', box: '1 2 3 4' },
               },
               distribution: { '@type': 'DataDownload', encodingFormat: 'CSV', contentUrl: '/a.csv' },
               variableMeasured: ['x', { name: 'y', description: '号' }],
               measurementTechnique: '调查',
               hasPart: [{ '@type': 'Dataset', name: '部分' }],
             },
             { '@id': '#o', '@type': 'Organization', name: '交通局' },
           ],
         },
         'application/ld+json; charset=utf-8',
       )}`,
    );
    expect(stated.fields).toEqual({
      title: 'Parking',
      publisher: '交通局',
      keywords: ['停车', '交通', '车位'],
      license: 'https://x.test/l',
      temporal: '2020-01-01/2021-01-01',
      spatial: '杭州市',
      landingPage: `${BASE}/d/1`,
    });
    expect(stated.distributions).toEqual([{ format: 'CSV', downloadUrl: '/a.csv' }]);
    expect(stated.dataItems).toEqual([{ name: 'x' }, { name: 'y', description: '号' }]);
    expect(stated.unmapped).toEqual({ measurementTechnique: '调查' });
    expect(stated.remarks).toEqual([
      { field: 'detail', code: 'not-understood', raw: '"{ broken"' },
      { field: 'detail', code: 'ignored', raw: '另一个' },
    ]);
  });

  it('without a dataset, or nested without bottom, costs its record', () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    for (const html of [
      '<p>文章</p>',
      script({ '@type': 'NewsArticle' }),
      `<script type="application/ld+json">${deep}</script>`,
    ])
      expect(() => read(`${BASE}/d/1`, html)).toThrow(/record\.unreadable/);
  });
});

describe('a harvest', () => {
  let rig: Rig | undefined;
  afterEach(async () => {
    await rig?.close();
    rig = undefined;
  });

  it('asks again for the pages only whose lastmod moved', async () => {
    const source = sourceOf('schema-org', BASE, {});
    rig = await openRig({
      things: 60,
      source: {
        ...source,
        harvest: {
          ...source.harvest,
          rotation: { perRun: 0, days: 30 },
          pace: { perSecond: null, concurrency: 4 },
        },
      },
      platform: { wire: schemaOrg(SITE) },
    });
    const first = await rig.harvest();
    expect([first.status, first.ledger.added]).toEqual(['succeeded', 60]);
    const before = rig.platform.counters.detail;
    for (const { id } of rig.platform.things.slice(0, 3))
      rig.platform.mutate.change(id, { title: '改名', modified: '2031-01-01 00:00:00' });
    const second = await rig.harvest();
    expect([second.ledger.updated, second.ledger.unchanged]).toEqual([3, 57]);
    expect(rig.platform.counters.detail - before).toBe(3);
  });
});
