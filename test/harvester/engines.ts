/** What the tests of several processes run over: a file, and a cluster where one is to be had. */
import { afterAll } from 'vitest';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';

/** A catalogue of a test's own, by the settings that name it. */
export interface OwnCatalogue {
  environment: Record<string, string>;
  /** Once nobody uses it any more. */
  dispose(): Promise<void>;
}

export interface Engine {
  name: string;
  take(): OwnCatalogue;
}

/** In the installation's data folder. */
export const inAFile: Engine = {
  name: 'a file',
  take: () => ({ environment: {}, dispose: async () => undefined }),
};

/** In the cluster at this address; `dispose` of the engine drops what its tests made. */
export function inACluster(url: string): Engine & { dispose(): Promise<void> } {
  const prefixes = clearedPrefixes(url);
  return {
    name: 'a cluster',
    take() {
      const prefix = prefixes.take();
      return {
        environment: { HUIMU_ELASTICSEARCH_URL: url, HUIMU_ELASTICSEARCH_PREFIX: prefix },
        dispose: () => prefixes.giveBack(prefix),
      };
    },
    dispose: () => prefixes.dispose(),
  };
}

/** Those that there are here. Asked for at a test file's top: what they made is dropped after its tests. */
export async function engines(): Promise<Engine[]> {
  const service = await elasticsearchService();
  if (service === undefined) return [inAFile];
  const cluster = inACluster(service.url);
  afterAll(() => cluster.dispose());
  return [inAFile, cluster];
}
