import { Client } from '@elastic/elasticsearch';
import { afterAll, describe, expect, it } from 'vitest';
import { LAYOUT } from '../../index/elasticsearch/layout/layout.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { start } from './command.ts';

const { version } = LAYOUT.entries;
const service = await elasticsearchService();
const run = (args: string[], environment = {}) => start([...args, '--lang', 'en'], environment).ended;

describe('huimu reindex', () => {
  it('says what is needed where the catalogue is one file', async () => {
    const { code, stderr } = await run(['reindex']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('HUIMU_ELASTICSEARCH_URL')]);
  });
});

describe.skipIf(service === undefined)('huimu reindex in a cluster', () => {
  const url = service?.url ?? '';
  const prefixes = clearedPrefixes(url);
  afterAll(() => prefixes.dispose());

  it('builds all indices anew beside the old ones, which the next call drops', async () => {
    const prefix = prefixes.take(true);
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    await catalogue.write(batchOf([entryOf('a', '1'), entryOf('a', '2')], { region: '450000' }));
    const environment = { HUIMU_ELASTICSEARCH_URL: url, HUIMU_ELASTICSEARCH_PREFIX: prefix };

    const untouched = await run(['reindex'], environment);
    expect([untouched.code, untouched.stdout]).toEqual([0, expect.stringContaining(`entries v${version}`)]);
    const built = await run(['reindex', '--all', '--keep-old'], environment);
    expect([built.code, built.stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`-entries-v${version}-2 +2 .*\\n.*-states-v1-2 +2 `)),
    ]);
    await catalogue.refresh();
    expect((await catalogue.search(asked())).resources).toBe(2);
    const { items: acts } = await catalogue.acts({}, 10);
    expect(acts).toMatchObject([{ act: 'reindex', by: expect.stringMatching(/^cli:/), refused: null }]);
    const dropped = await run(['reindex'], environment);
    expect([dropped.code, dropped.stderr]).toEqual([
      0,
      expect.stringContaining(`${prefix}-entries-v${version}-1`),
    ]);
    expect((await catalogue.search(asked())).resources).toBe(2);
    const client = new Client({ node: url });
    const left = Object.keys(await client.indices.get({ index: `${prefix}-*` }));
    expect(left.every((index) => index.endsWith('-2'))).toBe(true);
    await client.close();
    await catalogue.close();
  });
});
