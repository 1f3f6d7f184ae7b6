/** The same platforms harvested into a file and into a cluster: the same ledgers, counts and answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../index/operations.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { type Installation, install } from './installation.ts';

const service = await elasticsearchService();

const PLATFORMS = ['guizhou', 'guizhou-guiyang', 'guangxi-guilin'];

/** Without what tells when it was harvested, and where a page ends. */
const timeless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, each: unknown) =>
    ['firstSeen', 'changedAt', 'at', 'cursor', 'tookMs'].includes(key) ? undefined : each,
  );

describe.skipIf(service === undefined)('an installation over a cluster', () => {
  const url = service?.url ?? '';
  const prefixes = clearedPrefixes(url);
  let file: Installation;
  let cluster: Installation;

  beforeAll(async () => {
    file = await install(PLATFORMS);
    cluster = await install(PLATFORMS, { elasticsearchUrl: url, elasticsearchPrefix: prefixes.take() });
  });
  afterAll(async () => {
    await Promise.all([file.close(), cluster.close()]);
    await prefixes.dispose();
  });

  const shown = ({ source, status, ledger, problems, checkpoint }: Run) => [
    source,
    status,
    ledger,
    problems,
    checkpoint?.batch,
  ];
  const answer = async ({ server }: Installation, path: string): Promise<unknown> => {
    const { statusCode, json } = await server.inject(path);
    expect(statusCode, path).toBe(200);
    return json();
  };

  it('harvests, counts and answers as over a file, again and again', async () => {
    for (const round of [1, 2]) {
      const runs = [await file.harvest(...PLATFORMS), await cluster.harvest(...PLATFORMS)];
      const [first, second] = runs.map((each) => each.map(shown));
      expect(second).toEqual(first);
      expect(
        runs[1]?.every(({ status }) => status === 'succeeded'),
        `round ${round}`,
      ).toBe(true);
      expect(await cluster.huimu.catalogue.counts()).toEqual(await file.huimu.catalogue.counts());
    }
    const counts = await cluster.huimu.catalogue.counts();
    expect(counts.reduce((sum, { entries }) => sum + entries, 0)).toBeGreaterThan(50);
    for (const path of ['/api/v1/search?q=信息', '/api/v1/search?q=', '/api/v1/statistics?by=city&by=mode']) {
      const [first, second] = [await answer(file, path), await answer(cluster, path)];
      expect(timeless(second), path).toEqual(timeless(first));
    }
  });
});
