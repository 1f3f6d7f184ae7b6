/** Runs whose Elasticsearch hangs, goes away and takes no more: they wait, go on by themselves, and lose nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { expect, it } from 'vitest';
import type { Run } from '../../index/operations.ts';
import { ownElasticsearch } from '../services/elasticsearch/service.ts';
import { mayOwnRedis } from '../services/redis/service.ts';
import { inACluster } from './engines.ts';
import { joinProcesses, slowSources } from './joined-processes.ts';

const ours = await mayOwnRedis();

/** How long the node hangs, and how long it is away, in ms. */
const FROZEN = 20_000;
const AWAY = 30_000;

it.skipIf(!ours)(
  'runs wait for an Elasticsearch that hangs, goes away or has its disk full',
  async ({ skip }) => {
    // Its disk is looked at as often as can be.
    const node = await ownElasticsearch('broken', { 'cluster.info.update.interval': '10s' });
    if (node === undefined) return skip();
    const engine = inACluster(node.url);
    const names = ['bay', 'hill', 'lake', 'river'];
    const joined = await joinProcesses(slowSources(names, 160), { engine });
    const client = new Client({ node: node.url });
    try {
      const slowly = (ms: number) => {
        for (const platform of joined.platforms) platform.misbehave({ what: 'slow', ms });
      };
      slowly(200);
      const [worker, served] = await Promise.all([
        joined.begin('worker', { parallel: 2 }),
        joined.begin('serve', { environment: { HUIMU_PORT: '0' } }),
        joined.begin('worker', { parallel: 2 }),
        joined.begin('scheduler'),
      ]);
      const [, address] = await served.said(/ready: (http\S+)/);
      const ask = async () => {
        const answer = await fetch(`${address}/api/v1/search?q=信息`);
        return { status: answer.status, ...((await answer.json()) as { code?: string; resources?: number }) };
      };
      const runs = await joined.harvestAll();
      const listed = (rows: number) => Promise.all(runs.map((run: Run) => joined.listed(run, rows)));

      await listed(10);
      node.freeze();
      const [during] = await Promise.all([ask(), sleep(FROZEN)]);
      expect(during).toMatchObject({ status: 503, code: 'catalogue.unavailable' });
      node.thaw();

      await listed(50);
      const again = sleep(AWAY - 10_000);
      await node.kill();
      expect(await ask()).toMatchObject({ status: 503, code: 'catalogue.unavailable' });
      await again;
      await node.startAgain();

      await listed(100);
      // The runs last longer than the node takes to look at its disk.
      slowly(2_000);
      const watermark = (free: string) =>
        client.cluster.putSettings({
          persistent: {
            'cluster.routing.allocation.disk.threshold_enabled': true,
            'cluster.routing.allocation.disk.watermark.low': free,
            'cluster.routing.allocation.disk.watermark.high': free,
            'cluster.routing.allocation.disk.watermark.flood_stage': free,
          },
        });
      await watermark('900tb');
      // What the operator reads, with the code and what to do.
      await worker.said(
        /Runs wait for the catalogue: .*flood-stage.* free or add space.*\(catalogue\.unavailable\)/,
      );
      expect(await ask()).toMatchObject({ status: 200 });
      await watermark('1b');
      slowly(20);

      const ended = await Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
      expect(ended.map(({ status, resumed }) => [status, resumed])).toEqual(
        names.map(() => ['succeeded', 0]),
      );
      expect(await joined.faultsOf(ended)).toEqual([]);
      await worker.said(/The catalogue answers again/);
      expect((await ask()).resources).toBeGreaterThan(0);
    } finally {
      node.thaw();
      await joined.close();
      await client.close();
      await node.close();
    }
  },
  300_000,
);
