/** Copies an index that is being written into another, in the order of its writes; documents are made anew on the way. */
import type { Client } from '@elastic/elasticsearch';
import { CodedError } from '../../../config/errors/errors.ts';
import { DEFAULTS } from '../connection.ts';
import type { EntryDocument } from '../layout/document.ts';
import type { Purpose } from '../layout/layout.ts';
import { prepareStore } from '../store.ts';
import type { Operation } from '../write/bulk.ts';
import { patienceOf } from '../write/patience.ts';
import { type Remade, remake } from '../write/remake.ts';

export interface IndexCopy {
  /** Copies what was written since the pass before, tells how many documents at a time. */
  pass(): AsyncIterable<number>;
  /** Removes documents of the copy that are not in the original any more; nothing may be written there meanwhile. */
  dropUnlisted(): Promise<void>;
}

export interface CopyPlace {
  client: Client;
  patience: number;
  purpose: Purpose;
  /** The index. */
  from: string;
  /** An alias of the other. */
  to: string;
}

const PAGE = 500;

export function copyIndex({ client, patience, purpose, from, to }: CopyPlace): IndexCopy {
  const storeOf = (name: string) =>
    prepareStore({
      client,
      alias: () => name,
      patience: patienceOf(patience),
      claimTime: DEFAULTS.claimTime,
      givingWay: async () => undefined,
    });
  const [original, made] = [storeOf(from), storeOf(to)];
  /** By shard: everything up to that number has been copied. */
  const done = new Map<string, number>();

  async function write(documents: Remade[]): Promise<number> {
    const outcomes = await made.bulk(
      documents.map(({ id, document }): Operation => ({ purpose, id, action: 'index', document })),
    );
    const failed = outcomes.findIndex(({ state }) => state !== 'done');
    if (failed >= 0) {
      const { id } = documents[failed] as Remade;
      throw new CodedError('catalogue.unavailable', `${to} ${id}: ${outcomes[failed]?.reason}`);
    }
    return documents.length;
  }

  /** By shard: what all copies of it have, so that it can be seen after a refresh. */
  async function checkpoints(): Promise<Map<string, number>> {
    const { indices } = await client.indices.stats({ index: from, level: 'shards' });
    const shards = Object.entries(indices?.[from]?.shards ?? {});
    return new Map(
      shards.map(([shard, copies]) => [
        shard,
        Math.min(...copies.map(({ seq_no: numbers }) => numbers?.global_checkpoint ?? -1)),
      ]),
    );
  }

  /** Living entries of these resources, as they can be seen now. */
  async function members(resources: string[]): Promise<EntryDocument[]> {
    const found: EntryDocument[] = [];
    const query = { bool: { filter: [{ terms: { resource: resources } }, { term: { alive: true } }] } };
    for await (const hits of original.every<EntryDocument>(purpose, { query, sort: ['id'] }, PAGE)) {
      found.push(...hits.map(({ source }) => source));
    }
    return found;
  }

  return {
    async *pass() {
      const reached = await checkpoints();
      await client.indices.refresh({ index: from });
      for (const [shard, checkpoint] of reached) {
        let writing = Promise.resolve(0);
        const written = {
          query: { range: { _seq_no: { gt: done.get(shard) ?? -1 } } },
          sort: [{ _seq_no: 'asc' as const }],
        };
        for await (const hits of original.every<object>(purpose, written, PAGE, `_shards:${shard}`)) {
          const documents = await remake(purpose, hits, members);
          // The next page is read while this one is written.
          yield await writing;
          writing = write(documents);
          writing.catch(() => undefined);
        }
        yield await writing;
        done.set(shard, checkpoint);
      }
    },
    async dropUnlisted() {
      await client.indices.refresh({ index: [from, to] });
      const [before, after] = await Promise.all([client.count({ index: from }), client.count({ index: to })]);
      if (before.count === after.count) return;
      for await (const hits of made.every(purpose, { sort: ['_doc'], _source: false }, PAGE)) {
        const ids = hits.map(({ id }) => id);
        const kept = await original.documents(purpose, ids, []);
        const gone = ids.filter((_, at) => kept[at] === undefined);
        await made.bulk(gone.map((id): Operation => ({ purpose, id, action: 'delete' })));
      }
    },
  };
}
