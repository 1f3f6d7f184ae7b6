/** Copies an index that is being written into another, in the order of its writes; documents are made anew on the way. */
import type { Client, estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors.ts';
import { type Operation, prepareBulk } from './bulk.ts';
import { patiently } from './connection.ts';
import type { EntryDocument } from './document.ts';
import type { Purpose } from './layout.ts';
import { patienceOf } from './patience.ts';
import { type Remade, remake } from './remake.ts';

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
const KEEP_ALIVE = '5m';

type Hit = estypes.SearchHit<object>;

export function copyIndex({ client, patience, purpose, from, to }: CopyPlace): IndexCopy {
  const send = prepareBulk(client, () => to, patienceOf(patience));
  /** By shard: everything up to that number has been copied. */
  const done = new Map<string, number>();

  async function write(documents: Remade[]): Promise<number> {
    const outcomes = await send(
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

  async function* written(shard: string, since: number): AsyncGenerator<Hit[]> {
    const body = { query: { range: { _seq_no: { gt: since } } }, sort: [{ _seq_no: 'asc' as const }] };
    yield* pages(from, body, `_shards:${shard}`);
  }

  async function* pages(
    index: string,
    body: Pick<estypes.SearchRequest, 'query' | 'sort' | '_source'>,
    preference?: string,
  ): AsyncGenerator<Hit[]> {
    const { id } = await patiently(patience, () =>
      client.openPointInTime({ index, keep_alive: KEEP_ALIVE, ...(preference && { preference }) }),
    );
    try {
      for (let after: estypes.SortResults | undefined; ; ) {
        const answer = await patiently(patience, () =>
          client.search<object>({
            ...body,
            pit: { id, keep_alive: KEEP_ALIVE },
            size: PAGE,
            track_total_hits: false,
            ...(after && { search_after: after }),
          }),
        );
        const { hits } = answer.hits;
        if (hits.length > 0) yield hits;
        after = hits.at(-1)?.sort;
        if (hits.length < PAGE || after === undefined) return;
      }
    } finally {
      await client.closePointInTime({ id }).catch(() => undefined);
    }
  }

  /** Living entries of these resources, as they can be seen now. */
  async function members(resources: string[]): Promise<EntryDocument[]> {
    const found: EntryDocument[] = [];
    const query = { bool: { filter: [{ terms: { resource: resources } }, { term: { alive: true } }] } };
    for await (const hits of pages(from, { query, sort: ['id'] })) {
      found.push(...hits.map((hit) => hit._source as EntryDocument));
    }
    return found;
  }

  return {
    async *pass() {
      const reached = await checkpoints();
      await client.indices.refresh({ index: from });
      for (const [shard, checkpoint] of reached) {
        let writing = Promise.resolve(0);
        for await (const hits of written(shard, done.get(shard) ?? -1)) {
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
      for await (const hits of pages(to, { sort: ['_doc'], _source: false })) {
        const ids = hits.map(({ _id }) => _id as string);
        const { docs } = await patiently(patience, () => client.mget({ index: from, ids, _source: false }));
        const gone = ids.filter((_, at) => !(docs[at] as estypes.GetGetResult).found);
        await send(gone.map((id): Operation => ({ purpose, id, action: 'delete' })));
      }
    },
  };
}
