/**
 * Entries and resources of each source. Entries are counted by their own documents: what they are joined to may be half
 * written while another source's writer is at it, or was killed, and a ledger is held against this number.
 */
import type { SourceCounts } from '../../port.ts';
import type { Statistics, StatisticsQuery } from '../../query.ts';
import type { Store } from '../store.ts';

/** Sources asked for at one time; more come in further pages. */
const PAGE = 1_000;

interface Sources {
  buckets: { key: { source: string }; doc_count: number }[];
  after_key?: { source: string };
}

export async function countsBySource(
  store: Store,
  statistics: (query: StatisticsQuery) => Promise<Statistics>,
  source?: string,
): Promise<SourceCounts[]> {
  await store.refresh(['entries'], true);
  const [entries, { rows }] = await Promise.all([
    livingEntries(store, source),
    statistics({ by: ['source'], filters: source === undefined ? {} : { source: [source] } }),
  ]);
  const resources = new Map(rows.map((row) => [row.key.source as string, row.resources]));
  return [...entries].map(([id, count]) => ({
    source: id,
    entries: count,
    resources: Math.min(count, resources.get(id) ?? 0),
  }));
}

async function livingEntries(store: Store, source: string | undefined): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const own = source === undefined ? [] : [{ term: { source } }];
  let after: Sources['after_key'];
  do {
    const { aggregations } = await store.search('entries', {
      size: 0,
      query: { bool: { filter: [{ term: { alive: true } }, ...own] } },
      aggs: {
        sources: {
          composite: {
            size: PAGE,
            sources: [{ source: { terms: { field: 'source' } } }],
            ...(after === undefined ? {} : { after }),
          },
        },
      },
    });
    const { buckets, after_key } = aggregations.sources as unknown as Sources;
    for (const { key, doc_count: count } of buckets) counts.set(key.source, count);
    after = buckets.length < PAGE ? undefined : after_key;
  } while (after !== undefined);
  return counts;
}
