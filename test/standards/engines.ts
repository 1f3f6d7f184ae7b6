/** The engines below what goes out: the same is asked of both. Elasticsearch where a node can be had. */
import type { Settings } from '../../config/settings/settings.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';

export interface Engine {
  name: string;
  /** An empty catalogue of its own, and what clears it away. */
  empty(): { settings: Partial<Settings>; dispose: () => Promise<void> };
}

/** In a file below the data folder, which goes with it. */
export const EMBEDDED: Engine = {
  name: 'sqlite',
  empty: () => ({ settings: {}, dispose: async () => undefined }),
};

export async function engines(): Promise<Engine[]> {
  const service = await elasticsearchService();
  if (service === undefined) return [EMBEDDED];
  const distributed: Engine = {
    name: 'elasticsearch',
    empty() {
      const prefixes = clearedPrefixes(service.url);
      const settings = { elasticsearchUrl: service.url, elasticsearchPrefix: prefixes.take() };
      return { settings, dispose: () => prefixes.dispose() };
    },
  };
  return [EMBEDDED, distributed];
}
