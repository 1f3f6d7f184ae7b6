/** Reads of the operational half. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { decodeCursor, encodeCursor, questionOfActs } from '../../cursor.ts';
import type {
  Act,
  ActFilter,
  HeldDeletions,
  Page,
  Rejection,
  Run,
  RunStatus,
  SourceState,
} from '../../operations.ts';

export interface OperationsReader {
  getRun(id: string): Run | undefined;
  listRuns(filter: { source?: string; status?: RunStatus }, limit: number, cursor?: string): Page<Run>;
  rejections(run: string, limit: number, cursor?: string): Page<Rejection>;
  getSourceState(source: string): SourceState | undefined;
  listSourceStates(): SourceState[];
  listHeld(filter: { source?: string; state?: HeldDeletions['state'] }): HeldDeletions[];
  heldIds(id: string): string[];
  acts(filter: ActFilter, limit: number, cursor?: string): Page<Act>;
}

const parsed = <T>(row: Record<string, unknown> | undefined): T | undefined =>
  row === undefined ? undefined : (JSON.parse(row.doc as string) as T);

/** One row more than the page tells whether there is a next one. */
function page<T>(rows: Record<string, unknown>[], limit: number, cursor: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit).map((row) => parsed<T>(row) as T);
  return { items, cursor: rows.length > limit ? cursor(items.at(-1) as T) : null };
}

export function prepareOperationsReader(db: DatabaseSync): OperationsReader {
  const runOf = db.prepare('select doc from run where id = ?');
  /** A text for each choice of filters: one that leaves them open walks through all runs there are. */
  const prepared = new Map<string, StatementSync>();
  const runsBy = (...conditions: string[]): StatementSync => {
    const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
    const text = `select doc from run ${where} order by started_at desc, id desc limit ?`;
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement;
  };
  const rejections = db.prepare(
    'select doc from rejection where run = ? and sequence > ? order by sequence limit ?',
  );
  const stateOf = db.prepare('select doc from source_state where source = ?');
  const states = db.prepare('select doc from source_state order by source');
  const held = db.prepare(
    `select doc from held where (?1 is null or source = ?1) and (?2 is null or state = ?2)
     order by held_at desc, id desc`,
  );
  const heldIds = db.prepare('select local_id from held_id where held = ? order by place');
  const acts = db.prepare(
    `select doc from act where (?1 is null or source = ?1) and (?2 is null or act = ?2) and (?3 is null or at >= ?3)
       and (?4 is null or at < ?4) and (?5 is null or (at, id) < (?5, ?6)) order by at desc, id desc limit ?7`,
  );

  return {
    getRun: (id) => parsed<Run>(runOf.get(id)),
    listRuns(filter, limit, cursor) {
      const { source = null, status = null } = filter;
      const question = `runs ${source} ${status}`;
      const asked: [condition: string, ...values: string[]][] = [];
      if (source !== null) asked.push(['source = ?', source]);
      if (status !== null) asked.push(['status = ?', status]);
      if (cursor !== undefined) {
        const [startedAt, id] = decodeCursor(cursor, question, ['string', 'string']) as [string, string];
        asked.push(['(started_at, id) < (?, ?)', startedAt, id]);
      }
      const values = asked.flatMap(([, ...some]) => some);
      const rows = runsBy(...asked.map(([condition]) => condition)).all(...values, limit + 1);
      return page<Run>(rows, limit, (last) => encodeCursor(question, [last.startedAt, last.id]));
    },
    rejections(run, limit, cursor) {
      const question = `rejections ${run}`;
      const after = cursor === undefined ? -1 : (decodeCursor(cursor, question, ['number'])[0] as number);
      const rows = rejections.all(run, after, limit + 1);
      return page<Rejection>(rows, limit, (last) => encodeCursor(question, [last.sequence]));
    },
    getSourceState: (source) => parsed<SourceState>(stateOf.get(source)),
    listSourceStates: () => states.all().map((row) => parsed<SourceState>(row) as SourceState),
    listHeld({ source = null, state = null }: { source?: string | null; state?: string | null }) {
      return held.all(source, state).map((row) => parsed<HeldDeletions>(row) as HeldDeletions);
    },
    heldIds: (id) => heldIds.all(id).map((row) => row.local_id as string),
    acts(filter, limit, cursor) {
      const { source = null, act = null, from = null, until = null } = filter;
      const question = questionOfActs(filter);
      const [at, id] =
        cursor === undefined ? [null, null] : decodeCursor(cursor, question, ['string', 'string']);
      const rows = acts.all(source, act, from, until, at ?? null, id ?? null, limit + 1);
      return page<Act>(rows, limit, (last) => encodeCursor(question, [last.at, last.id]));
    },
  };
}
