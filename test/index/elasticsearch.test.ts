import { afterAll, describe } from 'vitest';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import { catalogueConformance } from '../conformance/catalogue.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';

const service = await elasticsearchService();

describe.skipIf(service === undefined)('distributed', () => {
  const url = service?.url ?? '';
  const prefixes = clearedPrefixes(url);
  afterAll(() => prefixes.dispose());

  catalogueConformance('elasticsearch', async () => {
    const prefix = prefixes.take();
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    return { catalogue, dispose: () => prefixes.giveBack(prefix) };
  });
});
