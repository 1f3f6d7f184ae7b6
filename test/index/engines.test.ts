/** Both engines over the same entries: the same hits in the same order, counts, classes, statistics, streams. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import type { Catalogue } from '../../index/port.ts';
import { FACETS, type Filters, ORDERS, type SearchQuery } from '../../index/query.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { all } from '../conformance/catalogue-writes.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { batchOf } from './batches.ts';
import { asked } from './entries.ts';
import { generatedEntry, places, seeded } from './generator.ts';

const service = await elasticsearchService();

const PLACES = 12;
const EACH = 60;

const TEXTS = [
  '',
  '停车场',
  '停车场 信息',
  '食品经营许可',
  '桥梁 图书馆',
  '全市哪些加油站有充电桩信息',
  '广西 公共厕所',
  '重点企业行政处罚',
  '水',
  '南宁市 学校 名单',
  '经度 纬度',
  '2021年',
  '没有的词语',
  '打车 广西',
  '上学',
  'guangxi tingchechang',
  'food inspection 2021年',
  '卫健委 医院',
  '授权运营 公交',
  '断水',
];
const FILTERS: Filters[] = [
  {},
  { mode: ['sharing'] },
  { format: ['csv', 'pdf'], theme: ['A', 'B', 'C'] },
  { province: ['450000'], openness: ['unconditional', 'conditional'] },
];

/** Entries of each place; every tenth is a copy of one of its province's. */
function country(): { region: string; entries: Entry[] }[] {
  const random = seeded(11);
  return places()
    .filter(({ region }) => region.startsWith('45') || region.startsWith('5201'))
    .slice(0, PLACES)
    .map((place) => ({
      region: place.region,
      entries: Array.from({ length: EACH }, (_, at): Entry => {
        const entry = generatedEntry(place, at, random);
        return at % 10 === 0 ? { ...entry, nativeId: `family/${at % 30}` } : entry;
      }),
    }));
}

describe.skipIf(service === undefined)('both engines', () => {
  const url = service?.url ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'huimu-engines-'));
  const prefixes = clearedPrefixes(url);
  let sqlite: Catalogue;
  let elasticsearch: Catalogue;

  beforeAll(async () => {
    sqlite = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
    elasticsearch = await openElasticsearchCatalogue({ url, prefix: prefixes.take() });
    for (const { region, entries } of country()) {
      for (const catalogue of [sqlite, elasticsearch]) {
        expect(await catalogue.write(batchOf(entries, { region }))).toEqual([]);
      }
    }
    await elasticsearch.refresh();
  });
  afterAll(async () => {
    await Promise.all([sqlite.close(), elasticsearch.close()]);
    await prefixes.dispose();
    rmSync(folder, { recursive: true });
  });

  const bothAnswer = async (over: Partial<SearchQuery>): Promise<number> => {
    const query = asked({ facets: [...FACETS], facetSize: 8, size: 100, highlight: true, ...over });
    const [first, second] = await Promise.all([sqlite.search(query), elasticsearch.search(query)]);
    const shown = ({ hits, ...rest }: typeof first) => [
      rest.resources,
      rest.entries,
      rest.facets,
      rest.terms,
      rest.cursor === null,
      hits.map((hit) => [hit.class, hit.lead.entry.title, hit.lead.entry.id, hit.offers, hit.highlight]),
    ];
    expect(shown(second), JSON.stringify([over.text, over.sort, over.filters])).toEqual(shown(first));
    return first.resources;
  };

  it('answer alike whatever is asked', async () => {
    const found: number[] = [];
    for (const text of TEXTS) for (const sort of ORDERS) found.push(await bothAnswer({ text, sort }));
    for (const text of TEXTS.slice(0, 6)) {
      for (const filters of FILTERS) found.push(await bothAnswer({ text, filters }));
    }
    expect(found.filter((count) => count > 0).length).toBeGreaterThan(50);
  }, 300_000);

  it('state alike', async () => {
    for (const by of [
      [],
      ['province', 'mode'],
      ['format', 'theme', 'source'],
      ['city', 'issuedYear'],
    ] as const) {
      for (const filters of FILTERS) {
        const [first, second] = [
          await sqlite.statistics({ by: [...by], filters }),
          await elasticsearch.statistics({ by: [...by], filters }),
        ];
        expect(second).toEqual(first);
      }
    }
    expect(await elasticsearch.counts()).toEqual(await sqlite.counts());
  });

  it('stream alike', async () => {
    const ids = async (catalogue: Catalogue, filters: Filters) => {
      const entries = await all(catalogue.stream(filters));
      return entries.map(({ entry, resource, lead }) => [entry.id, resource, lead]);
    };
    for (const filters of FILTERS) {
      expect(await ids(elasticsearch, filters)).toEqual(await ids(sqlite, filters));
    }
  });
});
