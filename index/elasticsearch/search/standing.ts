/** By what is told that searches see something else: the cluster counts how often each copy of the index was refreshed. */
import type { Client } from '@elastic/elasticsearch';
import { NotNow } from '../write/patience.ts';

/** Of one copy of a shard. Its count begins anew where it is opened anew, and the commit that it is opened from is another. */
interface Copy {
  routing: { node: string };
  refresh: { external_total: number };
  commit: { id: string };
}

interface Copies {
  indices?: Record<string, { shards: Record<string, Copy[]> }>;
}

const OF_A_COPY = ['routing.node', 'refresh.external_total', 'commit.id'].map(
  (field) => `indices.*.shards.*.${field}`,
);

/** `index`: by which it is asked. */
export async function standingOf(client: Client, index: string): Promise<string> {
  const { indices = {} } = await client.transport.request<Copies>({
    method: 'GET',
    path: `/${index}/_stats/refresh`,
    querystring: { level: 'shards', filter_path: OF_A_COPY.join(',') },
  });
  const copies = Object.entries(indices).flatMap(([name, { shards }]) =>
    Object.entries(shards).flatMap(([shard, all]) =>
      all.map(
        ({ routing, refresh, commit }) =>
          `${name} ${shard} ${routing.node} ${refresh.external_total} ${commit.id}`,
      ),
    ),
  );
  if (copies.length === 0) throw new NotNow('no shard is there');
  return copies.sort().join('\n');
}
