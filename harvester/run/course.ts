/** What a run goes through, and what it does with each row: a source's own list, or what the catalogue keeps of it. */
import type { ListedRow, ListPage } from '../../adapters/contract.ts';
import type { Cursor } from '../../config/record.ts';
import type { Plan } from '../../index/port.ts';
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

/** The source's own list, its details asked for where the plan says so. */
export const asking = (taker: Taker, planner: Planner, maxPages: number): Course => ({
  name: taker.adapter.family,
  signal: taker.context.signal,
  maxPages,
  list: (cursor) => taker.adapter.list(taker.context, cursor),
  plan: (rows, plan, listed) => planner.plan(rows, plan, listed),
  take: (row) => take(row, taker),
  answers: (row) => answers(row, taker),
});
