/**
 * A process that harvests one source once, into the file at `path` or a cluster, and may be killed at any point. Prints a
 * line with every batch.
 */
import { adapterFor } from '../../adapters/registry.ts';
import { Source } from '../../config/registry/source.ts';
import { createClients } from '../../harvester/client/client.ts';
import { createHarvestControl } from '../../harvester/control/harvest-control.ts';
import { createInProcessQueue } from '../../harvester/queue/in-process.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { normalize } from '../../normalizer/normalize.ts';

const { path, cluster, routes, source, slot, limits } = JSON.parse(process.argv[2] ?? '{}');
const parsed = Source.parse(source);
const catalogue = cluster ? await openElasticsearchCatalogue(cluster) : await openSqliteCatalogue({ path });
const clients = createClients({ contact: 'https://huimu.example/', routes });
const control = createHarvestControl({
  catalogue,
  sources: new Map([[parsed.id, parsed]]),
  adapterFor,
  normalize,
  clients,
  queue: createInProcessQueue(),
  sole: true,
  defaultSchedule: '0 3 * * *',
  spreadMinutes: 60,
  limits,
});
control.onProgress((progress) => process.stdout.write(`${progress.status} ${progress.ledger.listed}\n`));
const run = await control.start(parsed.id, { trigger: 'person', slot });
await control.ended(run.id);
await control.close();
clients.close();
await catalogue.close();
