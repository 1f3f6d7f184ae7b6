/** A process that copies a file into a cluster and may be killed at any point. */
import { copyCatalogue } from '../../index/archive/copy.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';

const { path, url, prefix } = JSON.parse(process.argv[2] ?? '{}');
const from = await openSqliteCatalogue({ path });
const to = await openElasticsearchCatalogue({ url, prefix });
await copyCatalogue(from, to);
await Promise.all([from.close(), to.close()]);
