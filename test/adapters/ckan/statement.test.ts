/** What packages say: own fixtures of each way in which sites write the same thing, then real answers. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parseJson } from '../../../adapters/answers/answer.ts';
import { createCkanAdapter } from '../../../adapters/ckan/adapter.ts';
import { packageOf, resultOf } from '../../../adapters/ckan/parse.ts';
import { statementOf } from '../../../adapters/ckan/statement.ts';
import { isObject } from '../../../adapters/formats/json/values.ts';
import type { Alias } from '../../../config/labels.ts';
import type { RawValue, Statement } from '../../../config/record.ts';
import { shared } from '../../shared.ts';
import { contextOf, type Site, serve, sourceOf } from '../site.ts';

const ALIASES: Record<string, Alias> = {
  更新频率: { field: 'frequency', rank: 1 },
  更新周期: { field: 'frequency', rank: 0 },
  数据提供方: { field: 'publisher', rank: 0 },
  首次发布日期: { field: 'issued', rank: 2 },
  开放条件: { field: 'openConditions', rank: 0 },
};
const place = { base: 'https://data.test', page: '/dataset/{name}' };
const read = (record: Record<string, RawValue>): Statement =>
  statementOf(record, String(record.id), place, (label) => ALIASES[label]);

describe('a package', () => {
  it('as CKAN itself writes it', () => {
    const stated = read({
      id: '6633bb2c-8f85-4ac6-8c9b-c4ab740e1595',
      name: 'ting-che',
      title: '停车场信息',
      notes: '全市公共停车场',
      url: 'http://www.hz.test/ting',
      version: '1.2',
      organization: { id: 'o', name: 'hz-jtj', title: '杭州市交通运输局' },
      maintainer: '张三',
      maintainer_email: 'data@hz.test',
      author_email: '',
      metadata_created: '2023-05-27T10:00:00.123456',
      metadata_modified: '2024-01-02T03:04:05Z',
      license_id: 'cc-by',
      license_title: 'Creative Commons Attribution',
      license_url: null,
      isopen: true,
      private: false,
      state: 'active',
      tags: [
        { name: 'parking', display_name: '停车' },
        { name: '停车' },
        { name: 'old', state: 'deleted' },
        '交通',
      ],
      groups: [{ name: 'jiaotong', display_name: '交通运输' }],
      num_tags: 3,
      extras: [
        { key: '更新频率', value: '每月' },
        { key: '更新周期', value: '每日' },
        { key: 'temporal_start', value: '2020-01' },
        { key: 'odd', value: '["a","b"]' },
        { key: 'big', value: 12 },
      ],
      resources: [
        {
          name: '停车场.csv',
          format: 'CSV',
          mimetype: 'text/csv',
          url: '/f/1.csv',
          url_type: 'upload',
          size: '12345',
        },
        { name: '接口', format: 'API', url: 'https://api.test/p', size: null },
        { name: '旧', url: 'https://x.test', state: 'deleted' },
      ],
    });
    expect(stated.fields).toEqual({
      title: '停车场信息',
      description: '全市公共停车场',
      publisher: '杭州市交通运输局',
      issued: '2023-05-27T10:00:00Z',
      modified: '2024-01-02T03:04:05Z',
      version: '1.2',
      license: 'Creative Commons Attribution',
      contactName: '张三',
      contactEmail: 'data@hz.test',
      keywords: ['停车', '交通'],
      theme: ['交通运输'],
      frequency: '每日',
      temporalStart: '2020-01',
      landingPage: 'https://data.test/dataset/ting-che',
    });
    expect(stated.distributions).toEqual([
      {
        title: '停车场.csv',
        format: 'CSV',
        mediaType: 'text/csv',
        accessUrl: 'https://data.test/f/1.csv',
        downloadUrl: 'https://data.test/f/1.csv',
        byteSize: '12345',
      },
      { title: '接口', format: 'API', accessUrl: 'https://api.test/p' },
    ]);
    expect(stated.unmapped).toEqual({
      url: 'http://www.hz.test/ting',
      license_id: 'cc-by',
      更新频率: '每月',
      odd: ['a', 'b'],
      big: 12,
    });
    expect(stated.nativeId).toBe('ckan/6633bb2c-8f85-4ac6-8c9b-c4ab740e1595');
  });

  it('in several languages: Chinese first, then English', () => {
    const titles = { en: 'Parking', zh_Hans_CN: '停车场', zh_TW: '停車場' };
    expect(read({ id: 'a', title: 'x', title_translated: titles }).fields.title).toBe('停车场');
    expect(read({ id: 'a', title: { it: 'Parcheggi', en: 'Parking' } }).fields.title).toBe('Parking');
    expect(read({ id: 'a', title: { it: 'Parcheggi', en: '' } }).fields.title).toBe('Parcheggi');
    const fluent = {
      id: 'a',
      title_translated: { zh: '', en: '' },
      title: '旧题',
      keywords_translated: { zh: ['停车'], en: ['parking'] },
      organization: { title: 'o', title_translated: { zh: '交通局', en: 'Transport' } },
    };
    expect(read(fluent).fields).toMatchObject({ title: '旧题', keywords: ['停车'], publisher: '交通局' });
  });

  it('with extras as an object, an explicit publisher, and dates that are more than the software’s', () => {
    const stated = read({
      id: 'a',
      title: 't',
      metadata_created: '2024-01-01T00:00:00',
      organization: { title: '平台' },
      extras: {
        首次发布日期: '2019-03',
        publisher_name: '市统计局',
        access_rights: 'public',
        开放条件: '登录',
      },
    });
    expect(stated.fields).toMatchObject({
      issued: '2019-03',
      publisher: '市统计局',
      accessRights: 'public',
      openConditions: '登录',
    });
    expect(stated.unmapped).toEqual({ metadata_created: '2024-01-01T00:00:00' });
  });

  it('that is private or a draft is read for nobody; one without title is called by its name', () => {
    for (const hidden of [{ private: true }, { private: 'True' }, { state: 'draft' }, { state: 'deleted' }]) {
      const text = JSON.stringify({ id: 'a', title: 't', ...hidden });
      const part = { role: 'row', mediaType: 'application/json', url: 'http://a.test', text } as const;
      expect(() => packageOf({ id: 'a', parts: [part] })).toThrow(/record\.withdrawn/);
    }
    expect(read({ id: 'a', name: 'n', title: ' ' }).fields).toMatchObject({ title: 'n' });
    expect(read({ id: 'a' }).fields.title).toBeUndefined();
  });

  it('with values of a type that the API does not promise: read where they are plain, else remarked', () => {
    const stated = read({
      id: 7,
      title: ['停车场'],
      tags: { '0': { name: '停车' }, '1': null, '2': 5, '3': { colour: 'red' } },
      groups: { name: 'jiaotong', title: '交通' },
      organization: [{ title: '交通局' }],
      extras: [['更新频率', '每月'], null, 'loose', { key: 3, value: 'x' }],
      resources: {
        '0': null,
        '1': 'https://x.test/a.csv',
        '2': { url: '/b.csv', format: ['CSV'], size: { bytes: 3 } },
        '3': 12,
        '4': '{"url":"/c.csv"}',
      },
    });
    expect(stated.fields).toMatchObject({
      title: ['停车场'],
      keywords: ['停车', '5'],
      theme: ['交通'],
      publisher: '交通局',
      frequency: '每月',
    });
    expect(stated.distributions.map(({ accessUrl }) => accessUrl)).toEqual([
      'https://x.test/a.csv',
      'https://data.test/b.csv',
      'https://data.test/c.csv',
    ]);
    expect(stated.remarks).toEqual([
      { field: 'extras', code: 'not-understood', raw: '"loose"' },
      { field: 'extras', code: 'not-understood', raw: '{"key":3,"value":"x"}' },
      { field: 'keywords', code: 'not-understood', raw: '{"colour":"red"}' },
      { field: 'distributions', code: 'not-understood', raw: '12' },
    ]);
    const single = read({ id: 'a', title: 't', resources: { url: '/only.csv' }, tags: 'a' });
    expect([single.distributions.length, single.fields.keywords]).toEqual([1, ['a']]);
    expect(single.remarks).toBeUndefined();
  });

  it('keeps the digits of a number that a double cannot hold', () => {
    const record = parseJson(
      '{"id":1234567890123456789,"title":"t","extras":[{"key":"k","value":"[9007199254740993]"}]}',
    );
    if (!isObject(record)) throw new Error('no object');
    expect(read(record)).toMatchObject({ id: '1234567890123456789', unmapped: { k: ['9007199254740993'] } });
  });
});

const wire = shared('wire');
describe.skipIf(wire === undefined)('real answers', () => {
  let site: Site | undefined;
  afterEach(async () => {
    await site?.close();
    site = undefined;
  });
  const file = (path: string): RawValue => parseJson(readFileSync(`${wire}/${path}`, 'utf8'));
  const adapter = createCkanAdapter((label) => ALIASES[label]);

  async function harvest(body: string): Promise<Statement[]> {
    site = await serve((_url, response) => void response.end(body));
    const source = sourceOf('ckan', site.base);
    const stated: Statement[] = [];
    for await (const page of adapter.list(contextOf(source), null)) {
      expect(page.unlistable).toEqual([]);
      for (const row of page.rows) stated.push(adapter.read(source, { id: row.id, parts: [row.row] }));
    }
    return stated;
  }
  const search = (...results: RawValue[]) =>
    JSON.stringify({ success: true, result: { count: results.length, results } });

  it('Ceres: two packages, one with two resources and a table schema, one in two languages', async () => {
    const path = `${wire}/AndreaBozzo__Ceres/crates/ceres-client/tests/fixtures/ckan_package_search.json`;
    const [air, people, ...more] = await harvest(readFileSync(path, 'utf8'));
    expect(more).toEqual([]);
    expect(air?.distributions.map((stated) => stated.format)).toEqual(['CSV', 'PDF']);
    expect(air?.dataItems.map((item) => item.name)).toEqual(['station', 'measured_at', 'pm10']);
    expect(air?.fields).toMatchObject({ publisher: 'environment-agency', keywords: ['air-quality'] });
    expect(people?.fields).toMatchObject({
      title: 'Population by municipality',
      description: 'Annual population estimates.',
    });
  });

  it('Magda: demo.ckan.org’s package, six tags and two resources', async () => {
    const answer = file('magda-io__magda-ckan-connector/src/test/ckan-server-dataset-sample-response.json');
    const [stated] = await harvest(search(resultOf(answer, 'file')));
    expect(stated?.fields).toMatchObject({
      title: 'Nombres masculinos más frecuentes en la provincia de Barcelona',
      publisher: 'EURODATA_Galdric',
      issued: '2020-03-02T08:47:17Z',
      license: 'Other (Open)',
    });
    expect(stated?.fields.keywords).toHaveLength(6);
    expect(stated?.distributions).toHaveLength(2);
    expect(stated?.nativeId).toBe('ckan/6633bb2c-8f85-4ac6-8c9b-c4ab740e1595');
  });

  it('ckanext-dcat: the flat and the nested schema say the same', async () => {
    const examples = 'ckan__ckanext-dcat/examples/ckan';
    const [nested, flat] = await harvest(
      search(
        { ...(file(`${examples}/ckan_full_dataset_dcat_ap.json`) as object), id: 'nested' },
        { ...(file(`${examples}/ckan_full_dataset_dcat_ap_legacy.json`) as object), id: 'flat' },
      ),
    );
    for (const stated of [nested, flat]) {
      expect(stated?.fields).toMatchObject({
        title: 'Test DCAT dataset',
        publisher: 'Test Publisher',
        issued: '2024-05-01',
        modified: '2024-05-05',
        identifier: 'xx-some-dataset-id-yy',
        frequency: 'monthly',
        accessRights: 'Statement about access rights',
        contactName: 'Contact 1',
        contactEmail: 'contact1@example.org',
        spatial: 'Tarragona',
        temporalStart: '1905-03-01',
        temporalEnd: '2013-01-05',
        version: '1.0b',
        theme: [1, 2, 3].map((theme) => `https://example.org/uri/theme${theme}`),
        keywords: ['Tag 1', 'Tag 2'],
      });
      expect(stated?.distributions).toEqual([
        {
          title: 'Resource 1',
          format: 'CSV',
          accessUrl: 'https://example.com/data.csv',
          downloadUrl: 'https://example.com/data.csv',
          byteSize: 12323,
        },
      ]);
    }
  });
});
