/** What each listed row costs: nothing, a look at what it says, or a request for its detail. */
import type { ListedRow } from '../../adapters/contract.ts';
import type { Rotation } from '../../config/registry/source.ts';
import type { Plan } from '../../index/port.ts';
import type { EntryState } from '../../index/stored.ts';
import { rowHash } from './fingerprint.ts';

/** `counted`: this run wrote it before a crash and had not counted it yet. */
export type Verdict =
  | { do: 'duplicate' }
  | { do: 'unchanged' }
  | { do: 'counted'; as: 'added' | 'updated'; detailed: boolean }
  | { do: 'read'; rotated: boolean };

export interface PlannedRow {
  row: ListedRow;
  rowHash: string;
  state: EntryState | undefined;
  verdict: Verdict;
}

export interface PlanContext {
  run: string;
  full: boolean;
  rotation: Rotation;
  /** Instant from which the age of details is counted, in ms. */
  now: number;
}

/** Plans the rows of one run in their order; holds what is left of the rotation's budget. */
export class Planner {
  readonly #context: PlanContext;
  readonly #due: string;
  #budget: number;

  constructor(context: PlanContext, rotatedBefore: number) {
    this.#context = context;
    this.#due = new Date(context.now - context.rotation.days * 86_400_000).toISOString();
    this.#budget = context.rotation.perRun - rotatedBefore;
  }

  /** `listed`: whether the run has seen this id before, in rows before these or in this very call. */
  plan(rows: ListedRow[], plan: Plan, listed: (id: string) => boolean): PlannedRow[] {
    const here = new Set<string>();
    return rows.map((row) => {
      const seen = here.has(row.id) || listed(row.id);
      here.add(row.id);
      const hash = rowHash(row.sign);
      const state = plan.states.get(row.id);
      const verdict: Verdict = seen ? { do: 'duplicate' } : this.#judge(row, hash, state);
      return { row, rowHash: hash, state, verdict };
    });
  }

  #judge(row: ListedRow, hash: string, state: EntryState | undefined): Verdict {
    const { run, full } = this.#context;
    if (state === undefined || state.removed) return { do: 'read', rotated: false };
    if (state.writtenIn === run && state.rowHash === hash) {
      const as = state.addedIn === run ? 'added' : 'updated';
      return { do: 'counted', as, detailed: state.detailedAt !== null };
    }
    if (full || state.rowHash !== hash) return { do: 'read', rotated: false };
    if (row.complete || this.#budget <= 0) return { do: 'unchanged' };
    if (state.detailedAt !== null && state.detailedAt >= this.#due) return { do: 'unchanged' };
    this.#budget -= 1;
    return { do: 'read', rotated: true };
  }
}
