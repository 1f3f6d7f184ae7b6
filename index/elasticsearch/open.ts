/** The distributed engine: the catalogue in an Elasticsearch cluster, written and read by any number of processes. */
import type { Catalogue } from '../port.ts';
import { connect, type ElasticsearchOptions, patiently } from './connection.ts';
import { makeLayout, PURPOSES } from './layout.ts';
import { prepareMarks } from './marks.ts';
import { prepareOperations } from './operations.ts';
import { prepareEntryReader } from './read-entries.ts';
import { prepareSearch } from './search.ts';
import { statistics } from './statistics.ts';
import { prepareStore } from './store.ts';
import { prepareEntryWriter } from './write-entries.ts';

export type { ElasticsearchOptions };

const PREFIX = 'huimu';
const SHARDS = 1;
/** Longer than a node takes to come back. */
const PATIENCE = 120_000;

/** Throws `config.invalid`, `catalogue.newer-version`, `catalogue.unavailable`. */
export async function openElasticsearchCatalogue(options: ElasticsearchOptions): Promise<Catalogue> {
  const { prefix = PREFIX, shards = SHARDS, patience = PATIENCE } = options;
  const client = connect(options);
  try {
    // Whoever starts is told soon.
    await patiently(Math.min(patience, 10_000), () => makeLayout(client, prefix, shards));
  } catch (error) {
    await client.close();
    throw error;
  }
  const store = prepareStore(client, prefix, patience);
  const marks = prepareMarks(store);
  const { search, forget } = prepareSearch(store);
  return {
    ...prepareOperations(store),
    ...prepareEntryReader(store, marks),
    ...prepareEntryWriter(store, marks),
    forgetListing: (run) => marks.forget(run),
    async counts(source) {
      await store.refresh(['entries'], true);
      const filters = source === undefined ? {} : { source: [source] };
      const { rows } = await statistics({ by: ['source'], filters }, store);
      return rows.map(({ key, entries, resources }) => ({
        source: key.source as string,
        entries,
        resources,
      }));
    },
    search,
    statistics: (query) => statistics(query, store),
    async refresh() {
      await store.refresh(PURPOSES);
      forget();
    },
    close: () => store.close(),
  };
}
