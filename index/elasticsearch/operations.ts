/** The operational half: runs, rejections, sources' states, held deletions, acts, each over the version that was read. */
import type { estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors/errors.ts';
import { decodeCursor, encodeCursor, type Position, questionOfActs } from '../cursor.ts';
import type { Act, HeldDeletions, Operations, Page, Run, SourceState } from '../operations.ts';
import { refuseTakenOver } from '../taken-over.ts';
import type { Purpose } from './layout/layout.ts';
import { amend, idOf, type Store } from './store.ts';

/** What is asked by, beside what is kept as JSON text. */
interface Kept {
  doc: string;
}

const parsed = <T>({ doc }: Kept): T => JSON.parse(doc) as T;

export const runDocument = (run: Run): Kept => {
  const { id, source, status, startedAt } = run;
  return { id, source, status, startedAt, doc: JSON.stringify(run) } as Kept;
};

export const actDocument = (act: Act): Kept => {
  const { id, at, source } = act;
  return { id, at, act: act.act, ...(source !== null && { source }), doc: JSON.stringify(act) } as Kept;
};

export const sourceDocument = (state: SourceState): Kept =>
  ({ source: state.source, doc: JSON.stringify(state) }) as Kept;

export async function readRun(store: Store, id: string): Promise<Run | undefined> {
  const stored = await store.document<Kept>('runs', idOf(id));
  return stored === undefined ? undefined : parsed<Run>(stored.source);
}

/** A run as it stands; `amend` changes it, read anew where somebody wrote it since. */
export async function openRun(store: Store, id: string) {
  const stored = await store.document<Kept>('runs', idOf(id));
  return {
    run: stored === undefined ? undefined : parsed<Run>(stored.source),
    amend: (change: (run: Run) => Run): Promise<void> =>
      amend<Kept>(
        store,
        'runs',
        idOf(id),
        (kept) => (kept === undefined ? undefined : runDocument(change(parsed(kept)))),
        stored,
      ),
  };
}

/** Local ids of held deletions, in parts of so many. */
const PART = 5_000;

interface HeldDocument extends Kept {
  id: string;
  source: string;
  state: string;
  heldAt: string;
  /** Documents that hold the local ids. */
  parts: number;
}

const heldDocument = (held: HeldDeletions, parts: number): HeldDocument => {
  const { id, source, state, heldAt } = held;
  return { id, source, state, heldAt, parts, doc: JSON.stringify(held) };
};

const term = (field: string, value: string | undefined): estypes.QueryDslQueryContainer[] =>
  value === undefined ? [] : [{ term: { [field]: value } }];

export function prepareOperations(store: Store): Operations {
  const partId = (held: string, at: number): string => idOf(`${held}#${at}`);

  async function page<T>(
    purpose: Purpose,
    query: estypes.QueryDslQueryContainer,
    sort: estypes.SortCombinations[],
    limit: number,
    after: Position | undefined,
    cursorOf: (last: T) => string,
  ): Promise<Page<T>> {
    await store.refresh([purpose], true);
    // One more than the page tells whether there is a next one.
    const { hits } = await store.search<Kept>(purpose, {
      query,
      sort,
      size: limit + 1,
      ...(after === undefined ? {} : { search_after: after }),
    });
    const items = hits.slice(0, limit).map(({ source }) => parsed<T>(source));
    return { items, cursor: hits.length > limit ? cursorOf(items.at(-1) as T) : null };
  }

  async function all<T>(purpose: Purpose, body: Parameters<Store['every']>[1]): Promise<T[]> {
    await store.refresh([purpose], true);
    const items: T[] = [];
    for await (const hits of store.every<Kept>(purpose, body, 1_000)) {
      for (const { source } of hits) items.push(parsed<T>(source));
    }
    return items;
  }

  return {
    getRun: (id) => readRun(store, id),
    async createRun(run) {
      const operation = { purpose: 'runs' as const, id: idOf(run.id), action: 'create' as const };
      if ((await store.write({ ...operation, document: runDocument(run) })) === 'done') return;
      throw new CodedError('catalogue.conflict', `There is a run ${run.id} already`);
    },
    saveRun: (run) =>
      amend<Kept>(store, 'runs', idOf(run.id), (kept) => {
        if (kept === undefined) throw new CodedError('run.unknown', run.id);
        refuseTakenOver(parsed<Run>(kept), { resumed: run.resumed, batch: false });
        return runDocument(run);
      }),
    async listRuns({ source, status }, limit, cursor) {
      const question = `runs ${source ?? null} ${status ?? null}`;
      const after = cursor === undefined ? undefined : decodeCursor(cursor, question, ['string', 'string']);
      const query = { bool: { filter: [...term('source', source), ...term('status', status)] } };
      return page<Run>('runs', query, [{ startedAt: 'desc' }, { id: 'desc' }], limit, after, (last) =>
        encodeCursor(question, [last.startedAt, last.id]),
      );
    },
    async rejections(run, limit, cursor) {
      const question = `rejections ${run}`;
      const after = cursor === undefined ? undefined : decodeCursor(cursor, question, ['number']);
      return page('rejections', { term: { run } }, [{ sequence: 'asc' }], limit, after, ({ sequence }) =>
        encodeCursor(question, [sequence]),
      );
    },
    async getSourceState(source) {
      const stored = await store.document<Kept>('sources', idOf(source));
      return stored === undefined ? undefined : parsed<SourceState>(stored.source);
    },
    listSourceStates: () => all<SourceState>('sources', { sort: [{ source: 'asc' }] }),
    async putSourceState(state) {
      const version = state.version + 1;
      const document = sourceDocument({ ...state, version });
      let sent = false;
      await amend<Kept>(store, 'sources', idOf(state.source), (kept) => {
        const stored = kept === undefined ? 0 : parsed<SourceState>(kept).version;
        if (stored === state.version) {
          sent = true;
          return document;
        }
        // Done, and the answer was lost: what follows from a conflict would count it twice.
        if (sent && kept?.doc === document.doc) return undefined;
        const detail = `${state.source}: version ${state.version} is not the stored one`;
        throw new CodedError('catalogue.conflict', detail);
      });
      return version;
    },
    async hold(held, localIds) {
      const parts = Math.ceil(localIds.length / PART);
      await store.writeAll(
        Array.from({ length: parts }, (_, at) => ({
          purpose: 'held',
          id: partId(held.id, at),
          action: 'index',
          document: { localIds: localIds.slice(at * PART, (at + 1) * PART) },
        })),
      );
      await store.writeAll([
        { purpose: 'held', id: idOf(held.id), action: 'index', document: heldDocument(held, parts) },
      ]);
    },
    listHeld: ({ source, state }) =>
      all<HeldDeletions>('held', {
        // Without the parts, which have no state.
        query: {
          bool: {
            filter: [{ exists: { field: 'state' } }, ...term('source', source), ...term('state', state)],
          },
        },
        sort: [{ heldAt: 'desc' }, { id: 'desc' }],
      }),
    async heldIds(id) {
      const stored = await store.document<HeldDocument>('held', idOf(id));
      if (stored === undefined) return [];
      const ids = Array.from({ length: stored.source.parts }, (_, at) => partId(id, at));
      const parts = await store.documents<{ localIds: string[] }>('held', ids);
      return parts.flatMap((part) => part?.source.localIds ?? []);
    },
    saveHeld: (held) =>
      amend<HeldDocument>(store, 'held', idOf(held.id), (kept) => {
        if (kept === undefined)
          throw new CodedError('request.not-found', `There are no held deletions ${held.id}`);
        return heldDocument(held, kept.parts);
      }),
    async record(act) {
      // One that is there already stays as it is: a write whose answer was lost is done again.
      await store.write({
        purpose: 'audit',
        id: idOf(act.id),
        action: 'create',
        document: actDocument(act),
      });
    },
    async acts(filter, limit, cursor) {
      const { source, act, from, until } = filter;
      const question = questionOfActs(filter);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, question, ['string', 'string']);
      const at = { ...(from !== undefined && { gte: from }), ...(until !== undefined && { lt: until }) };
      const query = { bool: { filter: [...term('source', source), ...term('act', act), { range: { at } }] } };
      return page<Act>('audit', query, [{ at: 'desc' }, { id: 'desc' }], limit, after, (last) =>
        encodeCursor(question, [last.at, last.id]),
      );
    },
  };
}
