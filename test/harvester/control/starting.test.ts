/** What a run finds written before it, whoever wrote it. */
import { Client } from '@elastic/elasticsearch';
import { afterAll, describe, expect, it } from 'vitest';
import { startRun } from '../../../harvester/control/starting.ts';
import { createInProcessQueue } from '../../../harvester/queue/in-process.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import { batchOf } from '../../index/batches.ts';
import { entryOf } from '../../index/entries.ts';
import { clearedPrefixes } from '../../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../../services/elasticsearch/service.ts';

const service = await elasticsearchService();

describe.skipIf(service === undefined)('a run that begins right after another process wrote', () => {
  const url = service?.url ?? '';
  const prefixes = clearedPrefixes(url);
  afterAll(() => prefixes.dispose());

  it('counts what that one wrote, before the cluster shows it by itself', async () => {
    const prefix = prefixes.take();
    const writer = await openElasticsearchCatalogue({ url, prefix });
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    const client = new Client({ node: url });
    await client.indices.putSettings({ index: `${prefix}-*`, settings: { refresh_interval: '-1' } });
    await writer.write(batchOf([entryOf('a', '1'), entryOf('a', '2', { title: '第二条' })]));
    const queue = createInProcessQueue();
    const starting = { catalogue, queue, sole: true, clock: Date.now, turns: new Map() };
    const run = await startRun(starting, 'a', { trigger: 'person' });
    expect(run.ledger.indexedBefore).toBe(2);
    await queue.close();
    await Promise.all([writer.close(), catalogue.close(), client.close()]);
  });
});
