/** How an entry stands: what the figures of a source's day are made of, an entry at a time. */
import type { Entry } from '../../normalizer/entry.ts';
import { type Marks, marksOf } from '../../normalizer/quality/marks.ts';
import type { OpennessGroup } from './day.ts';

export interface EntryStanding extends Pick<Marks, 'lacks' | 'exempt' | 'due' | 'overdue'> {
  mode: string;
  openness: OpennessGroup;
  /** It has a value that was not understood. */
  unknown: boolean;
}

export const NOT_UNDERSTOOD = 'not-understood';

export function standingOf(entry: Entry): EntryStanding {
  const { lacks, exempt, due, overdue } = marksOf(entry);
  return {
    ...{ lacks, exempt, due, overdue },
    mode: entry.mode,
    openness: entry.openness?.class ?? 'unstated',
    unknown: entry.remarks.some(({ code }) => code === NOT_UNDERSTOOD),
  };
}
