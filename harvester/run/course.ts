/** What a run goes through, and what it does with each row: a source's own list, or what the catalogue keeps of it. */
import type { ListedRow, ListPage } from '../../adapters/contract.ts';
import type { Cursor } from '../../config/record.ts';
import type { Run } from '../../index/operations.ts';
import type { Plan } from '../../index/port.ts';
import { type ChangedRows, clocked } from '../listing/changes.ts';
import { answers, type Outcome, type Taker, take } from './outcome.ts';
import type { PlannedRow, Planner } from './plan.ts';

export interface Course {
  /** For the words of errors. */
  name: string;
  signal: AbortSignal;
  /** More of them have no end. */
  maxPages: number;
  /** From a cursor on, from the start where null. Throws coded errors. */
  list(cursor: Cursor | null): AsyncIterable<ListPage>;
  /** `listed`: whether the run has seen this id before, in rows before these or in this very call. */
  plan(rows: ListedRow[], plan: Plan, listed: (id: string) => boolean): PlannedRow[];
  /** At once where nothing has to be asked for. Rejects only when the run ends. */
  take(row: PlannedRow): Outcome | Promise<Outcome>;
  /** Whether the detail of a row can be had and read now. Rejects only when the run ends. */
  answers(row: ListedRow): Promise<boolean>;
}

export interface Asking {
  run: Run;
  taker: Taker;
  planner: Planner;
  changed: ChangedRows;
  maxPages: number;
}

/** The source's own list, or only what changed in it, its details asked for where the plan says so. */
export const asking = ({ run, taker, planner, changed, maxPages }: Asking): Course => {
  const { adapter, context } = taker;
  return {
    name: adapter.family,
    signal: context.signal,
    maxPages,
    list(cursor) {
      // A run may find out that it must list everything.
      const since = run.changesSince;
      const pages =
        since === undefined || adapter.changes === undefined
          ? adapter.list(context, cursor)
          : adapter.changes.list(context, since, cursor);
      return clocked(run, pages);
    },
    plan(rows, plan, listed) {
      const planned = planner.plan(rows, plan, listed);
      changed.note(planned);
      return planned;
    },
    take: (row) => take(row, taker),
    answers: (row) => answers(row, taker),
  };
};
