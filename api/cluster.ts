/** How the settings name the Elasticsearch that keeps the catalogue. */
import type { Settings } from '../config/settings/settings.ts';
import type { ElasticsearchOptions } from '../index/elasticsearch/open.ts';

/** The cluster at that address, as the other settings say how it is reached. */
export function clusterAt(url: string, settings: Settings): ElasticsearchOptions {
  const { elasticsearchApiKey: apiKey, elasticsearchCa: ca } = settings;
  const { elasticsearchPrefix: prefix, elasticsearchShards: shards } = settings;
  const { historyKept } = settings;
  return { url, prefix, shards, historyKept, ...(apiKey && { apiKey }), ...(ca && { ca }) };
}
