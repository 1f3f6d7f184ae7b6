/**
 * Empty indices for one test after another: made once and emptied, since making and dropping nine of them takes
 * longer than most tests.
 */
import { randomBytes } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';

export interface Prefixes {
  /** A prefix under which there is no document; `fresh`: no index either. */
  take(fresh?: boolean): string;
  /** Empties what is under it. */
  giveBack(prefix: string): Promise<void>;
  /** Drops all of them. */
  dispose(): Promise<void>;
}

/** The node is not asked before a prefix is given back: where there is none, nothing comes of it. */
export function clearedPrefixes(url: string): Prefixes {
  const run = randomBytes(4).toString('hex');
  const all: string[] = [];
  const free: string[] = [];

  async function empty(client: Client, prefix: string): Promise<void> {
    const index = `${prefix}-*`;
    for (;;) {
      await client.indices.refresh({ index });
      const { hits } = await client.search({ index, size: 10_000, _source: false, track_total_hits: false });
      if (hits.hits.length === 0) return;
      const operations = hits.hits.map(({ _index, _id }) => ({ delete: { _index, _id: _id as string } }));
      await client.bulk({ operations });
    }
  }

  return {
    take(fresh = false) {
      const prefix = (fresh ? undefined : free.pop()) ?? `test-${run}-${all.length}`;
      if (!all.includes(prefix)) all.push(prefix);
      return prefix;
    },
    async giveBack(prefix) {
      const client = new Client({ node: url });
      await empty(client, prefix);
      await client.close();
      free.push(prefix);
    },
    async dispose() {
      const client = new Client({ node: url });
      for (const prefix of all) {
        // By name: wildcards delete nothing.
        const index = Object.keys(await client.indices.get({ index: `${prefix}-*` }));
        if (index.length > 0) await client.indices.delete({ index });
        const { index_templates: templates } = await client.indices.getIndexTemplate(
          { name: `${prefix}-*` },
          { ignore: [404] },
        );
        for (const { name } of templates) await client.indices.deleteIndexTemplate({ name });
      }
      await client.close();
    },
  };
}
