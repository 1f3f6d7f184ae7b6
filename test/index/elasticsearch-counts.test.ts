/** Counts of what many ask: kept by Elasticsearch until a refresh brings something new, and never staler. */
import { Client } from '@elastic/elasticsearch';
import { afterAll, describe, expect, it } from 'vitest';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { batchOf } from './batches.ts';
import { asked, entryOf } from './entries.ts';

const service = await elasticsearchService();

describe.skipIf(service === undefined)('counts of a question without words', () => {
  const url = service?.url ?? '';
  const prefixes = clearedPrefixes(url);
  afterAll(() => prefixes.dispose());

  it('are reckoned once between two refreshes, and anew after each that brings something', async () => {
    const prefix = prefixes.take();
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    const client = new Client({ node: url });
    const kept = async () => {
      const { _all } = await client.indices.stats({ index: `${prefix}-entries-*`, metric: 'request_cache' });
      return _all.total?.request_cache?.hit_count ?? 0;
    };
    const ask = async (over = {}) => {
      const found = await catalogue.search(
        asked({ facets: ['mode'], filters: { kind: ['dataset'] }, sort: 'title', ...over }),
      );
      return [found.resources, found.entries, found.facets.mode];
    };
    const opening = (count: number) => [count, count, [{ value: 'opening', count }]];
    await catalogue.write(batchOf([entryOf('a', '1'), entryOf('a', '2', { title: '第二条' })]));
    await catalogue.refresh();
    expect(await ask()).toEqual(opening(2));
    const before = await kept();
    expect(await ask()).toEqual(opening(2));
    // Another page of it is the same question.
    expect(await ask({ size: 1 })).toEqual(opening(2));
    const after = await kept();
    expect(after).toBeGreaterThan(before);
    // With words the counts come with the page.
    await ask({ text: '第二条', sort: 'relevance' });
    expect(await kept()).toBe(after);
    await catalogue.write(batchOf([entryOf('a', '3', { title: '第三条' })], { run: 'r2' }));
    await catalogue.refresh();
    expect(await ask()).toEqual(opening(3));
    await catalogue.close();
    await client.close();
  });
});
