/** One pass of a piece of work over a cluster, with what it costs this process and the cluster. */
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import { costOf } from '../cost.ts';
import { median } from '../figures.ts';
import { BENCH_PREFIX, type Cluster } from './cluster.ts';
import type { Part, RecordedWrites } from './recorded-writes.ts';

export interface Pass {
  seconds: number;
  /** Processor time of this process, in µs. */
  own: number;
  /** Of it, the main thread's. */
  main: number;
  /** Processor time of the cluster until the work was done, in µs: what it does afterwards is not waited for. */
  meanwhile: number;
  /** Processor time of the cluster until all is visible and merged, in µs. */
  cluster: number;
}

/** Works under the prefix, on indices that are there already. */
export async function passOf(cluster: Cluster, prefix: string, work: () => Promise<unknown>): Promise<Pass> {
  await cluster.settle(prefix);
  const before = await cluster.cpu();
  const { cost } = await costOf(work);
  const meanwhile = (await cluster.cpu()) - before;
  await cluster.settle(prefix);
  const { seconds, cpu: own, main } = cost;
  return { seconds, own, main, meanwhile, cluster: (await cluster.cpu()) - before };
}

/** Empty indices as the engine makes them. */
export async function makeIndices(cluster: Cluster, prefix: string): Promise<Map<string, string>> {
  await cluster.drop(prefix);
  await (await openElasticsearchCatalogue({ url: cluster.url, prefix })).close();
  return cluster.indices(prefix);
}

/** Sends recorded documents into empty indices, so many streams at one time. */
export async function rawPass(
  cluster: Cluster,
  recorded: RecordedWrites,
  part: Part,
  atOnce: number,
): Promise<Pass> {
  const prefix = `${BENCH_PREFIX}-raw`;
  const indices = await makeIndices(cluster, prefix);
  const streams = recorded.bodies(part, indices);
  const left = [...streams];
  const send = async () => {
    for (let stream = left.shift(); stream !== undefined; stream = left.shift()) {
      for (const body of stream) {
        const answer = await cluster.wire.send('POST', '/_bulk', body);
        if (!answer.subarray(0, 100).includes('"errors":false')) {
          throw new Error(`raw documents refused: ${answer.toString('utf8').slice(0, 500)}`);
        }
      }
    }
  };
  const pass = await passOf(cluster, prefix, () => Promise.all(Array.from({ length: atOnce }, send)));
  await cluster.drop(prefix);
  return pass;
}

export const middleOf = (passes: Pass[]): Pass => ({
  seconds: median(passes, ({ seconds }) => seconds),
  own: median(passes, ({ own }) => own),
  main: median(passes, ({ main }) => main),
  meanwhile: median(passes, ({ meanwhile }) => meanwhile),
  cluster: median(passes, ({ cluster }) => cluster),
});
