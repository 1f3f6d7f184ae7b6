/** Quality in an entry's document: what the cluster sums up, and tells lateness by. */
import type { Dimension } from '../../../config/quality/quality.ts';
import {
  CHECK,
  CLOCK,
  codesOf,
  type Marks,
  NOT_OVERDUE,
  ON_TIME,
  sharesOf,
} from '../../../normalizer/quality/marks.ts';

/** Of an entry's document, what its quality is summed up by. */
export interface QualityFields extends Record<Dimension, number> {
  lacks: string[];
  mqa: number;
  /** It promises no cycle: it is never late, and its timeliness is told without a clock. */
  cycleless: boolean;
  /** In ms; absent where it never is late or always. */
  due?: number;
  overdue?: number;
}

/** `timeliness` is that of an entry that is late by more than a cycle: who is not yet, has more (`inTime`). */
export function qualityFields({ lacks, exempt, due, overdue, mqa }: Marks): QualityFields {
  const cycleless = (exempt & CLOCK) !== 0;
  return {
    ...sharesOf(cycleless ? lacks : lacks | CLOCK, exempt | CHECK),
    lacks: codesOf(lacks),
    mqa,
    cycleless,
    ...(Number.isFinite(due) ? { due } : {}),
    ...(Number.isFinite(overdue) ? { overdue } : {}),
  };
}

/** The criteria that need a clock: the field that tells, and the code. */
export const CLOCKED: [bit: number, field: 'due' | 'overdue', code: string][] = [
  [ON_TIME, 'due', codesOf(ON_TIME)[0] as string],
  [NOT_OVERDUE, 'overdue', codesOf(NOT_OVERDUE)[0] as string],
];
