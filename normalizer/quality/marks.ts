/** What of the criteria an entry lacks, as bits in their order: what an index keeps, and all scores are made of. */

import { CodedError } from '../../config/errors/errors.ts';
import {
  type Band,
  bandOf,
  CRITERIA,
  DIMENSIONS,
  type Dimension,
  WEIGHTS,
} from '../../config/quality/quality.ts';
import type { Entry } from '../entry.ts';
import { CLARITY } from './clarity.ts';
import { COMPLETENESS } from './completeness.ts';
import { dueOf } from './lateness.ts';
import { mqaStated } from './mqa.ts';
import { TIMELINESS } from './timeliness.ts';
import { USABILITY } from './usability.ts';
import type { Test } from './verdict.ts';

const TESTS: Record<Dimension, Record<string, Test>> = {
  completeness: COMPLETENESS,
  timeliness: TIMELINESS,
  usability: USABILITY,
  clarity: CLARITY,
};

export const bitOf = (code: string): number => 1 << CRITERIA.findIndex((each) => each.code === code);

const needing = (need: 'clock' | 'check'): number =>
  CRITERIA.reduce((bits, { needs, code }) => (needs === need ? bits | bitOf(code) : bits), 0);
/** Criteria that an entry alone does not tell. */
export const CLOCK = needing('clock');
export const CHECK = needing('check');
export const ON_TIME = bitOf('on-time');
export const NOT_OVERDUE = bitOf('not-overdue');

/** The tests in the order of their bits; each criterion that needs nothing has one, and each test a criterion. */
const tests: [bit: number, test: Test][] = CRITERIA.flatMap(({ code, dimension, needs }) => {
  if (needs !== undefined) return [];
  const test = TESTS[dimension][code];
  if (test === undefined)
    throw new CodedError('config.invalid', `config/quality/criteria.yaml: ${code} has no test`);
  return [[bitOf(code), test]];
});
if (tests.length !== DIMENSIONS.reduce((sum, each) => sum + Object.keys(TESTS[each]).length, 0))
  throw new CodedError('config.invalid', 'config/quality/criteria.yaml: a test has no criterion');

export interface Marks {
  /** Bits of the criteria that the record does not meet; of those that need a clock or a check none. */
  lacks: number;
  /** Bits of the criteria that cannot be asked of it; with `CLOCK` where it promises no cycle. */
  exempt: number;
  /** Late, and late by more than one further cycle, from then on (ms): minus infinity where it cannot be told. */
  due: number;
  overdue: number;
  /** Points of the MQA that the record has without asking addresses. */
  mqa: number;
}

export function marksOf(entry: Entry): Marks {
  let lacks = 0;
  let exempt = 0;
  for (const [bit, test] of tests) {
    const verdict = test(entry);
    if (verdict === 'lacking') lacks |= bit;
    else if (verdict === 'exempt') exempt |= bit;
  }
  const due = dueOf(entry);
  const mqa = mqaStated(entry);
  if (due === 'never') return { lacks, exempt: exempt | CLOCK, due: Infinity, overdue: Infinity, mqa };
  if (due === null) return { lacks, exempt, due: -Infinity, overdue: -Infinity, mqa };
  return { lacks, exempt, due: due.due, overdue: due.overdue, mqa };
}

/** What it lacks at an instant (ms) of what a clock tells. */
export const lateBits = (
  { exempt, due, overdue }: Pick<Marks, 'exempt' | 'due' | 'overdue'>,
  at: number,
): number => ((exempt & CLOCK) !== 0 ? 0 : (at >= due ? ON_TIME : 0) | (at >= overdue ? NOT_OVERDUE : 0));

/** Criteria of a dimension: their bits and points. */
const parts = Object.fromEntries(
  DIMENSIONS.map((dimension) => [
    dimension,
    CRITERIA.filter((each) => each.dimension === dimension).map(({ code, points }) => [bitOf(code), points]),
  ]),
) as Record<Dimension, [bit: number, points: number][]>;

/** The share of a dimension's points that are met, 0–1; 1 where nothing can be asked. */
export function shareOf(dimension: Dimension, lacks: number, exempt: number): number {
  let points = 0;
  let of = 0;
  for (const [bit, worth] of parts[dimension]) {
    if ((exempt & bit) !== 0) continue;
    of += worth;
    if ((lacks & bit) === 0) points += worth;
  }
  return of === 0 ? 1 : points / of;
}

const ALL_WEIGHTS = DIMENSIONS.reduce((sum, each) => sum + WEIGHTS[each], 0);

/** 0–100. */
export const totalOf = (shares: Record<Dimension, number>): number =>
  (100 * DIMENSIONS.reduce((sum, each) => sum + WEIGHTS[each] * shares[each], 0)) / ALL_WEIGHTS;

export const sharesOf = (lacks: number, exempt: number): Record<Dimension, number> => ({
  completeness: shareOf('completeness', lacks, exempt),
  timeliness: shareOf('timeliness', lacks, exempt),
  usability: shareOf('usability', lacks, exempt),
  clarity: shareOf('clarity', lacks, exempt),
});

/** At an instant (ms), without checks, as means over entries count it: 0–100. */
export const scoreAt = (marks: Pick<Marks, 'lacks' | 'exempt' | 'due' | 'overdue'>, at: number): number =>
  totalOf(sharesOf(marks.lacks | lateBits(marks, at), marks.exempt | CHECK));

/** Of what the record says, without clock and checks: 0–100. */
export const statedTotal = ({ lacks, exempt }: Pick<Marks, 'lacks' | 'exempt'>): number =>
  totalOf(sharesOf(lacks, exempt | CLOCK | CHECK));

export const statedBand = (marks: Pick<Marks, 'lacks' | 'exempt'>): Band => bandOf(statedTotal(marks));

/** Codes of the criteria whose bits are set, in the order of the table. */
export const codesOf = (bits: number): string[] =>
  CRITERIA.flatMap(({ code }, at) => ((bits & (1 << at)) === 0 ? [] : [code]));
