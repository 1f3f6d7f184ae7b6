/** DCAT-US against a server written from its two schemas, well-behaved and not. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import { dataJsonAdapter as adapter } from '../../../adapters/data-json/adapter.ts';
import type { RawValue, Statement } from '../../../config/record.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { startPlatform } from '../../sources/platform.ts';
import { type DataJsonVariant, dataJson } from '../../sources/wires/standards/data-json.ts';
import { codeOf, contextOf, type Site, serve, sourceOf } from '../site.ts';

const BASE = 'https://data.agency.gov.cn';

async function start(variant: DataJsonVariant, count = 130) {
  const source = sourceOf('data-json', BASE, { rows: 50 });
  const wire = dataJson({ origin: BASE, context: '', title: '测试' }, variant);
  return { source, platform: await startPlatform(source, { seed: 5, count }, { wire }) };
}

for (const version of ['1.1', '3'] as const)
  adapterConformance({
    name: `DCAT-US ${version}`,
    async start() {
      const { source, platform } = await start({ version });
      const expected = new Map(platform.things.map(({ id, title }) => [id, title]));
      return { source, routes: platform.routes, expected, declares: true, close: platform.close };
    },
  });

let site: Site | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function listed(document: unknown): Promise<ListPage> {
  site = await serve((_url, response) => void response.end(JSON.stringify(document)));
  for await (const page of adapter.list(contextOf(sourceOf('data-json', site.base)), null)) return page;
  throw new Error('no page');
}
const read = (record: Record<string, RawValue>): Statement => {
  const text = JSON.stringify(record);
  const part = { role: 'row', mediaType: 'application/json', url: 'http://a.test', text } as const;
  return adapter.read(sourceOf('data-json', BASE), { id: String(record.identifier), parts: [part] });
};

describe('a document', () => {
  it('of good and bad records loses the bad ones only, each by name', async () => {
    const page = await listed({
      dataset: [
        { identifier: 'a', title: 'A' },
        { title: 'nameless' },
        {},
        null,
        'text',
        { identifier: { '@type': 'Identifier', notation: 'N-1' }, title: 'no @id' },
        { identifier: 'a', title: 'A again' },
        { identifier: 7, title: 'seven' },
        { '@id': 'https://x.test/own', title: 'own address' },
      ],
    });
    expect(page.rows.map(({ id }) => id)).toEqual(['a', '7', 'https://x.test/own']);
    expect(page.unlistable.map(({ code }) => code)).toEqual([
      'record.no-id',
      'record.no-id',
      'record.unreadable',
      'record.no-id',
      'record.invalid',
    ]);
    expect(page.declared).toBe(8);
  });

  it('with catalogues in it: those that stand in it are read, those that are named only are missing', async () => {
    const page = await listed({
      dataset: [{ identifier: 'a', title: 'A' }],
      service: [{ identifier: 's', title: 'S', endpointURL: ['https://api.x.test/v1'] }],
      catalog: [
        { title: 'inner', dataset: [{ identifier: 'b', title: 'B' }] },
        { '@id': 'https://other.test/data.json' },
      ],
    });
    expect(page.rows.map(({ id }) => id)).toEqual(['a', 's', 'b']);
    expect(page.missing).toMatch(/other\.test/);
  });

  it('that is a list alone is a catalogue; anything else is not', async () => {
    expect((await listed([{ identifier: 'a', title: 'A' }])).rows).toHaveLength(1);
    await site?.close();
    expect((await listed({ dataset: [] })).declared).toBe(0);
    for (const other of [[], {}, 'x', { success: false, msg: 'x' }, { dataset: null }]) {
      await site?.close();
      expect(String(await codeOf(() => listed(other)))).toMatch(/^source\.(shape-changed|answer-failed)$/);
    }
  });
});

describe('a record', () => {
  it('says what the schema lets it say, in its many ways', () => {
    const stated = read({
      identifier: 'https://data.gov.cn/d/1',
      title: { en: 'Parking', zh: '停车场' },
      modified: 'R/P1W',
      keyword: '停车',
      publisher: { name: '交通局', subOrganizationOf: { name: '市政府' } },
      contactPoint: [{ fn: '科室', hasEmail: 'mailto:a@x.test', hasTelephone: 'tel:0571-1' }],
      accessLevel: 'restricted public',
      temporal: '2020-01-01/2021-01-01',
      theme: [{ prefLabel: '交通' }, { colour: 1 }],
      license: { '@id': 'https://creativecommons.org/publicdomain/zero/1.0/' },
      distribution: [
        { title: 'CSV', mediaType: 'text/csv', downloadURL: 'https://x.test/a.csv', byteSize: 3 },
        'https://x.test/page',
        5,
        { accessService: { endpointURL: 'https://api.x.test' }, format: 'API' },
      ],
      spatial: null,
      programCode: ['000:000'],
    });
    expect(stated.fields).toEqual({
      identifier: 'https://data.gov.cn/d/1',
      title: '停车场',
      publisher: '交通局',
      keywords: ['停车'],
      theme: ['交通'],
      frequency: 'R/P1W',
      license: 'https://creativecommons.org/publicdomain/zero/1.0/',
      accessRights: 'restricted public',
      temporal: '2020-01-01/2021-01-01',
      contactName: '科室',
      contactEmail: 'a@x.test',
      contactPhone: '0571-1',
    });
    expect(stated.distributions).toEqual([
      { title: 'CSV', mediaType: 'text/csv', downloadUrl: 'https://x.test/a.csv', byteSize: 3 },
      { accessUrl: 'https://x.test/page' },
      { accessUrl: 'https://api.x.test', format: 'API' },
    ]);
    expect(stated.remarks?.map(({ field }) => field).sort()).toEqual(['distributions', 'theme']);
    expect(stated.unmapped).toEqual({ programCode: ['000:000'] });
    expect(stated.nativeId).toBe('dcat/https://data.gov.cn/d/1');
  });

  it('of a service is an interface, its endpoints its distributions', () => {
    const stated = read({
      identifier: 's',
      title: 'S',
      '@type': 'DataService',
      endpointURL: ['https://api.x.test/v1'],
    });
    expect(stated.fields.kind).toBe('api');
    expect(stated.distributions).toEqual([{ format: 'api', accessUrl: 'https://api.x.test/v1' }]);
  });
});
