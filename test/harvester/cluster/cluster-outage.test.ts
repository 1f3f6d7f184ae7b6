/** Runs whose Elasticsearch hangs, goes away and takes no more: they wait, go on by themselves, and lose nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { expect, it } from 'vitest';
import { ownElasticsearch } from '../../services/elasticsearch/service.ts';
import { mayOwnRedis } from '../../services/redis/service.ts';
import type { Engine } from '../engines.ts';
import { within } from '../within.ts';
import { joinProcesses, slowSources } from './joined-processes.ts';

const ours = await mayOwnRedis();

/** How long the node hangs, and how long it is away before it is started again, in ms. */
const FROZEN = 20_000;
const AWAY = 15_000;

/** Rows of each source, and how long a detail takes, in ms: two at a time, a run lasts longer than all that breaks. */
const ROWS = 360;
const SLOW = 2_000;

const FULL = /Runs wait for the catalogue: .*flood-stage.* free or add space.*\(catalogue\.unavailable\)/;

it.skipIf(!ours)(
  'runs wait for an Elasticsearch that hangs, goes away or has its disk full',
  async ({ skip }) => {
    // Its disk is looked at as often as can be.
    const node = await ownElasticsearch('broken', { 'cluster.info.update.interval': '10s' });
    if (node === undefined) return skip();
    const engine: Engine = {
      name: 'a node of its own',
      // What is in it goes with it.
      take: () => ({ environment: { HUIMU_ELASTICSEARCH_URL: node.url }, dispose: async () => undefined }),
    };
    const names = ['bay', 'hill', 'lake', 'river'];
    const joined = await joinProcesses(slowSources(names, ROWS), { engine });
    const client = new Client({ node: node.url });
    try {
      const details = (ms: number) => {
        for (const platform of joined.platforms) platform.misbehave({ what: 'slow', on: ['detail'], ms });
      };
      details(SLOW);
      const begun = Promise.all([
        // Each has two of the four runs.
        joined.begin('worker', { parallel: 2 }),
        joined.begin('worker', { parallel: 2 }),
        joined.begin('serve', { environment: { HUIMU_PORT: '0' } }),
        joined.begin('scheduler'),
      ]);
      const [one, other, served] = await within(120, 'the processes are ready', begun);
      const [, address] = await served.said(/ready: (http\S+)/);
      const ask = async () => {
        const search = fetch(`${address}/api/v1/search?q=信息`, { signal: AbortSignal.timeout(60_000) });
        const answer = await search;
        return { status: answer.status, ...((await answer.json()) as { code?: string; resources?: number }) };
      };
      const runs = await within(120, 'the runs are started', joined.harvestAll());
      const standing = async () => {
        const now = await Promise.all(runs.map(({ id }) => joined.huimu.catalogue.getRun(id)));
        return now.map((run) => ({ status: run?.status, listed: run?.ledger.listed ?? 0 }));
      };
      /** Every run writes another batch, and is not over then. */
      const goOn = async (when: string) => {
        const before = await within(120, `the runs are read ${when}`, standing());
        const further = runs.map((run, at) => joined.listed(run, (before[at]?.listed ?? 0) + 1));
        await within(120, `every run goes on ${when}`, Promise.all(further));
        expect((await standing()).map(({ status }) => status)).toEqual(names.map(() => 'running'));
      };

      await goOn('at the start');
      node.freeze();
      const [during] = await Promise.all([ask(), sleep(FROZEN)]);
      expect(during).toMatchObject({ status: 503, code: 'catalogue.unavailable' });
      node.thaw();

      await goOn('after the node hung');
      await within(120, 'the node is killed', node.kill());
      const again = sleep(AWAY);
      expect(await ask()).toMatchObject({ status: 503, code: 'catalogue.unavailable' });
      await again;
      await node.startAgain();
      const whole = client.cluster.health(
        { wait_for_status: 'yellow', timeout: '100s' },
        { requestTimeout: 110_000 },
      );
      await within(120, 'every index is there again', whole);

      await goOn('after the node was away');
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
      await within(
        120,
        'both workers say that the disk is full',
        Promise.all([one.said(FULL), other.said(FULL)]),
      );
      expect(await ask()).toMatchObject({ status: 200 });
      await watermark('1b');
      details(20);

      const over = Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
      const ended = await within(120, 'the runs end', over);
      expect(ended.map(({ status, resumed }) => [status, resumed])).toEqual(
        names.map(() => ['succeeded', 0]),
      );
      expect(await within(120, 'all is compared', joined.faultsOf(ended))).toEqual([]);
      expect((await ask()).resources).toBeGreaterThan(0);
      for (const worker of [one, other]) {
        worker.child.kill();
        const { stderr } = await within(120, 'a worker ends', worker.ended);
        // Said once, though the cluster answers all that is read meanwhile.
        expect(stderr.split('\n').filter((line) => FULL.test(line))).toHaveLength(1);
        expect(stderr).toMatch(/flood-stage.*\n.*The catalogue answers again/);
      }
    } finally {
      node.thaw();
      await joined.close();
      await client.close();
      await node.close();
    }
  },
  600_000,
);
