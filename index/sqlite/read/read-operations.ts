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

type Condition = [text: string, ...values: string[]];

const given = (text: string, value: string | null): Condition[] => (value === null ? [] : [[text, value]]);

/** What comes after the cursor's page where the newest comes first. Throws `request.cursor-invalid`. */
function before(at: string, cursor: string | undefined, question: string): Condition[] {
  if (cursor === undefined) return [];
  const [last, id] = decodeCursor(cursor, question, ['string', 'string']) as [string, string];
  return [[`(${at}, id) < (?, ?)`, last, id]];
}

export function prepareOperationsReader(db: DatabaseSync): OperationsReader {
  const runOf = db.prepare('select doc from run where id = ?');
  const prepared = new Map<string, StatementSync>();
  /**
   * The newest first, one more than the limit. A text for each choice of conditions: one that left them open would walk
   * through all that there are.
   */
  function newest(table: 'run' | 'act', at: string, asked: Condition[], limit: number) {
    const where = asked.length === 0 ? '' : `where ${asked.map(([condition]) => condition).join(' and ')}`;
    const text = `select doc from ${table} ${where} order by ${at} desc, id desc limit ?`;
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = db.prepare(text);
      prepared.set(text, statement);
    }
    return statement.all(...asked.flatMap(([, ...values]) => values), limit + 1);
  }
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

  return {
    getRun: (id) => parsed<Run>(runOf.get(id)),
    listRuns(filter, limit, cursor) {
      const { source = null, status = null } = filter;
      const question = `runs ${source} ${status}`;
      const asked = [
        ...given('source = ?', source),
        ...given('status = ?', status),
        ...before('started_at', cursor, question),
      ];
      const rows = newest('run', 'started_at', asked, limit);
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
      const asked = [
        ...given('source = ?', source),
        ...given('act = ?', act),
        ...given('at >= ?', from),
        ...given('at < ?', until),
        ...before('at', cursor, question),
      ];
      const rows = newest('act', 'at', asked, limit);
      return page<Act>(rows, limit, (last) => encodeCursor(question, [last.at, last.id]));
    },
  };
}
