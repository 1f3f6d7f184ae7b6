/** ArcGIS Hub's Search API against a server written from its definition. */
import { afterEach, describe, expect, it } from 'vitest';
import { arcgisHubAdapter as adapter } from '../../../adapters/arcgis-hub/adapter.ts';
import type { RawValue } from '../../../config/record.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { arcgisHub } from '../../sources/wires/standards/arcgis-hub.ts';
import { contextOf, type Site, serve, sourceOf } from '../site.ts';

const BASE = 'https://hub.city.gov.cn';
let open: StartedPlatform[] = [];
let site: Site | undefined;
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
  await site?.close();
  site = undefined;
});

async function start(options: Record<string, unknown>, cap = 10_000) {
  const source = sourceOf('arcgis-hub', BASE, options);
  const wire = arcgisHub({ origin: BASE, context: '', title: '测试' }, { cap });
  return { source, platform: await startPlatform(source, { seed: 5, count: 130 }, { wire }) };
}

for (const [name, options, cap] of [
  ['ArcGIS Hub', { rows: 50 }, 10_000],
  ['ArcGIS Hub in windows', { rows: 25, cap: 40 }, 40],
] as const)
  adapterConformance({
    name,
    async start() {
      const { source, platform } = await start(options, cap);
      const expected = new Map(platform.things.map(({ id, title }) => [id, title]));
      return { source, routes: platform.routes, expected, declares: true, close: platform.close };
    },
  });

it('lists what changed since', async () => {
  const { source, platform } = await start({ rows: 25 });
  open.push(platform);
  const changed = platform.things.slice(20, 60).map(({ id }) => id);
  for (const id of changed) platform.mutate.change(id, { modified: '2031-05-01 12:00:00' });
  const ids: string[] = [];
  const context = contextOf(source, platform.routes);
  for await (const page of adapter.changes!.list(context, '2031-05-01T04:00:00Z', null))
    ids.push(...page.rows.map(({ id }) => id));
  expect(ids.sort()).toEqual(changed.sort());
});

describe('an item', () => {
  const read = (properties: Record<string, RawValue>) => {
    const id = '0123456789abcdef0123456789abcdef_0';
    const text = JSON.stringify({ id, type: 'Feature', properties });
    const part = { role: 'row', mediaType: 'application/json', url: BASE, text } as const;
    return adapter.read(sourceOf('arcgis-hub', BASE), { id, parts: [part] });
  };

  it('says its service, its further addresses and its columns', () => {
    const stated = read({
      title: '停车场',
      type: 'Feature Service',
      url: 'https://services.arcgis.test/x/FeatureServer/0',
      slug: 'city::parking',
      categories: ['/Categories/交通/停车', { odd: 1 }],
      tags: '停车',
      structuredLicense: { type: 'custom', url: 'https://x.test/licence' },
      additionalResources: [{ name: '说明', url: 'https://x.test/doc.pdf' }, { name: 'no address' }],
      fields: [{ name: 'n', alias: '数', type: 'Integer' }],
      created: 1670531235000,
      recordCount: 7,
    });
    expect(stated.fields).toEqual({
      title: '停车场',
      keywords: ['停车'],
      theme: ['停车'],
      issued: 1670531235000,
      license: 'https://x.test/licence',
      rows: 7,
      landingPage: `${BASE}/datasets/city%3A%3Aparking`,
    });
    expect(stated.distributions).toEqual([
      {
        title: 'Feature Service',
        format: 'api',
        accessUrl: 'https://services.arcgis.test/x/FeatureServer/0',
      },
      { title: '说明', accessUrl: 'https://x.test/doc.pdf' },
    ]);
    expect(stated.dataItems).toEqual([{ name: 'n', label: '数', type: 'Integer' }]);
    expect(stated.remarks?.map(({ field }) => field).sort()).toEqual(['distributions', 'theme']);
    expect(stated.nativeId).toBe('arcgis/0123456789abcdef0123456789abcdef_0');
  });

  it('that is not public is refused under its id', async () => {
    const features = [
      { id: 'a', properties: { title: 'A', access: 'public' } },
      { id: 'b', properties: { title: 'B', access: 'org' } },
    ];
    site = await serve(
      (_url, response) =>
        void response.end(JSON.stringify({ type: 'FeatureCollection', features, numberMatched: 2 })),
    );
    for await (const page of adapter.list(contextOf(sourceOf('arcgis-hub', site.base)), null)) {
      expect(page.rows.map(({ id }) => id)).toEqual(['a']);
      expect(page.unlistable).toMatchObject([{ code: 'record.withdrawn', id: 'b' }]);
    }
  });
});
