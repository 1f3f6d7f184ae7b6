/** Reads and writes of documents by id, and reads by query, for the whole engine. */
import { hash } from 'node:crypto';
import type { Client, estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors/errors.ts';
import { backOff, patiently, statusOf } from './connection.ts';
import type { Purpose } from './layout/layout.ts';
import { standingOf } from './search/standing.ts';
import { type Bulk, type Operation, type Outcome, prepareBulk, type Version } from './write/bulk.ts';
import { Claims } from './write/claims.ts';
import { NotNow, type Patience } from './write/patience.ts';

export interface Stored<T> {
  source: T;
  version: Version;
}

export interface SearchHit<T> {
  id: string;
  source: T;
  score: number | null;
  sort: estypes.SortResults;
}

export interface Answer<T> {
  hits: SearchHit<T>[];
  total: number;
  aggregations: Record<string, estypes.AggregationsAggregate>;
}

export interface Moment {
  /** Id of the point in time. */
  pit: string;
  close(): Promise<void>;
}

type Body = Omit<estypes.SearchRequest, 'index'>;

export interface Store {
  bulk: Bulk;
  claims: Claims;
  /** One document; throws what a single write cannot get over, answers `conflict` and `missing`. */
  write(operation: Operation): Promise<'done' | 'conflict' | 'missing'>;
  /** Throws where any of them is not written. */
  writeAll(operations: Operation[]): Promise<void>;
  /** By id, as last written, in the order asked for; `fields` of the document, none for the version alone. */
  documents<T>(purpose: Purpose, ids: string[], fields?: string[]): Promise<(Stored<T> | undefined)[]>;
  document<T>(purpose: Purpose, id: string): Promise<Stored<T> | undefined>;
  search<T>(where: Purpose | Moment, body: Body): Promise<Answer<T>>;
  /** One moment of the index, to be asked again and again until it is closed; `preference`: of which of its shards. */
  openMoment(purpose: Purpose, preference?: string): Promise<Moment>;
  /** All that the query finds, in the order of its sort, in pages. */
  every<T>(purpose: Purpose, body: Body, size: number, preference?: string): AsyncIterable<SearchHit<T>[]>;
  /** Another text as soon as searches of the purpose may see something else. */
  standing(purpose: Purpose): Promise<string>;
  /** Makes writes visible to searches; `own`: only where this process wrote since it last did. */
  refresh(purposes: readonly Purpose[], own?: boolean): Promise<void>;
  close(): Promise<void>;
}

const KEEP_ALIVE = '5m';
const MAX_IDS = 1_000;

const nothing = (): void => undefined;

/** The moment that was asked is over: its node was started again, or went. */
export class MomentLost extends CodedError {
  constructor(cause: unknown) {
    super('catalogue.unavailable', 'Elasticsearch: the moment that was asked of is gone', { cause });
  }
}

/** A document's id, of any text: Elasticsearch takes no more than 512 bytes. 160 bits, so that no two are alike. */
export const idOf = (text: string): string => hash('sha256', text, 'base64url').slice(0, 27);

export interface StoreOptions {
  client: Client;
  /** By which the purpose is asked. */
  alias: (purpose: Purpose) => string;
  patience: Patience;
  /** Of what a writer has written down and not written yet; in ms. */
  claimTime: number;
  /** Throws where an index that takes no more writes gives way to a later program's. */
  givingWay: () => Promise<void>;
}

export function prepareStore({ client, alias, patience, claimTime, givingWay }: StoreOptions): Store {
  const send = prepareBulk(client, alias, patience, givingWay);
  const written = new Set<Purpose>();
  /** Refreshes under way. */
  const refreshing = new Map<Purpose, Promise<void>>();
  let closed = false;

  const open = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new CodedError('catalogue.unavailable', 'The catalogue is closed'));
    return work();
  };
  const asked = <T>(work: () => Promise<T>): Promise<T> => open(() => patiently(patience, work));

  function makeVisible(wanted: readonly Purpose[]): Promise<void> {
    for (const purpose of wanted) written.delete(purpose);
    const done = asked(() => client.indices.refresh({ index: wanted.map(alias).join(',') })).then(
      nothing,
      (error: unknown) => {
        for (const purpose of wanted) written.add(purpose);
        throw error;
      },
    );
    for (const purpose of wanted) refreshing.set(purpose, done);
    const over = () => {
      for (const purpose of wanted) if (refreshing.get(purpose) === done) refreshing.delete(purpose);
    };
    done.then(over, over);
    return done;
  }

  const store: Store = {
    claims: new Claims(claimTime),
    bulk: (operations) =>
      open(async () => {
        const purposes = new Set<Purpose>();
        function* noted(): Iterable<Operation> {
          for (const operation of operations) {
            purposes.add(operation.purpose);
            written.add(operation.purpose);
            yield operation;
          }
        }
        const outcomes = await send(noted());
        for (const purpose of purposes) written.add(purpose);
        return outcomes;
      }),
    async write(operation) {
      const [outcome] = (await store.bulk([operation])) as [Outcome];
      const { state, reason } = outcome;
      if (state === 'done' || state === 'conflict' || state === 'missing') return state;
      throw state === 'unavailable'
        ? new NotNow(reason)
        : new CodedError('internal', `Elasticsearch: ${reason}`);
    },
    async writeAll(operations) {
      const failed = (await store.bulk(operations)).find(({ state }) => state !== 'done');
      if (failed !== undefined) throw new NotNow(failed.reason);
    },
    documents: (purpose, ids, fields) =>
      open(async () => {
        const found = [];
        for (let from = 0; from < ids.length; from += MAX_IDS) {
          const docs = await patiently(patience, async () => {
            const answer = await client.mget<object>({
              index: alias(purpose),
              ids: ids.slice(from, from + MAX_IDS),
              ...(fields === undefined
                ? {}
                : fields.length === 0
                  ? { _source: false }
                  : { _source_includes: fields }),
            });
            return answer.docs.map((doc) => {
              // While a node comes back, single shards are not there yet.
              if ('error' in doc) throw new NotNow(doc.error.reason ?? doc.error.type);
              return doc;
            });
          });
          for (const doc of docs) {
            const version = {
              index: doc._index,
              seqNo: doc._seq_no as number,
              primaryTerm: doc._primary_term as number,
            };
            found.push(doc.found ? { source: (doc._source ?? {}) as never, version } : undefined);
          }
        }
        return found;
      }),
    document: async (purpose, id) => (await store.documents<never>(purpose, [id]))[0],
    search: (where, body) =>
      asked(async () => {
        const place = typeof where === 'string' ? { index: alias(where) } : {};
        const pit = typeof where === 'string' ? {} : { pit: { id: where.pit, keep_alive: KEEP_ALIVE } };
        const answer = await client.search<never>({ ...place, ...body, ...pit }).catch((error: unknown) => {
          if (typeof where === 'string' || statusOf(error) !== 404) throw error;
          throw new MomentLost(error);
        });
        if (answer.timed_out || answer._shards.failed > 0) throw new NotNow('not all shards answered');
        const { total, hits } = answer.hits;
        return {
          hits: hits.map((hit) => ({
            id: hit._id as string,
            source: hit._source as never,
            score: hit._score ?? null,
            sort: hit.sort ?? [],
          })),
          total: typeof total === 'number' ? total : (total?.value ?? 0),
          aggregations: answer.aggregations ?? {},
        };
      }),
    async openMoment(purpose, preference) {
      const { id } = await asked(() =>
        client.openPointInTime({
          index: alias(purpose),
          keep_alive: KEEP_ALIVE,
          ...(preference === undefined ? {} : { preference }),
        }),
      );
      // One that is not closed ends by itself: nobody waits for it.
      const close = async () => void client.closePointInTime({ id }).then(nothing, nothing);
      return { pit: id, close };
    },
    async *every<T>(purpose: Purpose, body: Body, size: number, preference?: string) {
      let moment = await store.openMoment(purpose, preference);
      try {
        let after: estypes.SortResults | undefined;
        do {
          const asking = {
            ...body,
            size,
            track_total_hits: false,
            ...(after === undefined ? {} : { search_after: after }),
          };
          const { hits }: Answer<T> = await store.search<T>(moment, asking).catch(async (error: unknown) => {
            if (!(error instanceof MomentLost)) throw error;
            // From where it was, in another moment: what was there all the time comes once in either.
            moment = await store.openMoment(purpose, preference);
            return store.search<T>(moment, asking);
          });
          if (hits.length > 0) yield hits;
          after = hits.length < size ? undefined : hits.at(-1)?.sort;
        } while (after !== undefined);
      } finally {
        await moment.close();
      }
    },
    async refresh(purposes, own = false) {
      const wanted = own ? purposes.filter((purpose) => written.has(purpose)) : purposes;
      // What another question is just making visible is not visible yet.
      const others = own ? purposes.flatMap((purpose) => refreshing.get(purpose) ?? []) : [];
      await Promise.all([...others, ...(wanted.length > 0 ? [makeVisible(wanted)] : [])]);
    },
    standing: (purpose) => asked(() => standingOf(client, alias(purpose))),
    async close() {
      closed = true;
      await client.close();
    },
  };
  return store;
}

/** Reads, changes and writes one document until nobody wrote in between; `change` may throw. `read`: just now, if so. */
export async function amend<T extends object>(
  store: Store,
  purpose: Purpose,
  id: string,
  change: (current: T | undefined) => T | undefined,
  read?: Stored<T>,
): Promise<void> {
  let known = read;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const current = known ?? (await store.document<T>(purpose, id));
    known = undefined;
    const document = change(current?.source);
    if (document === undefined) return;
    const operation: Operation =
      current === undefined
        ? { purpose, id, action: 'create', document }
        : { purpose, id, action: 'index', document, over: current.version };
    if ((await store.write(operation)) === 'done') return;
    await backOff(attempt);
  }
  throw new CodedError('catalogue.conflict', `${purpose} ${id}: others keep writing it`);
}
