/** Whether what a run did not list is removed. The one place where that is decided. */
import type { Guard } from '../../config/registry/source.ts';
import type { RunProblem } from '../../index/operations.ts';
import type { Trust } from '../listing/trust.ts';

export interface Absence {
  trust: Trust;
  /** Living entries of the source before the run. */
  known: number;
  /** Those of them that the run did not list and no person has refused to remove. */
  absent: number;
  /** Rows that came without a name: each may be one of the absent. */
  unnamed: number;
  guard: Pick<Guard, 'removeShare' | 'removeCount'>;
}

export type Decision = { action: 'none' } | { action: 'remove' } | { action: 'hold'; reason: RunProblem };

/** So many removals go through in one run without a person. */
export const allowance = (known: number, guard: Absence['guard']): number =>
  Math.max(guard.removeCount, Math.floor(guard.removeShare * known));

export function decideDeletions({ trust, known, absent, unnamed, guard }: Absence): Decision {
  if (absent === 0) return { action: 'none' };
  // A listing that broke off says nothing of what it did not come to.
  if (!trust.whole) return { action: 'none' };
  if (!trust.trusted) {
    const reason = trust.problem ?? { code: 'listing.short', detail: 'the listing is not trusted' };
    return { action: 'hold', reason };
  }
  if (unnamed > 0) {
    const detail = `${absent} entries are not listed by name, and ${unnamed} rows came without one: they may be the same`;
    return { action: 'hold', reason: { code: 'record.no-id', detail } };
  }
  const allowed = allowance(known, guard);
  if (absent <= allowed) return { action: 'remove' };
  const detail = `${absent} of ${known} entries are not listed any more; up to ${allowed} are removed unasked`;
  return { action: 'hold', reason: { code: 'listing.shrunk', detail } };
}
