/**
 * Late against its own cycle. Pure: the instant is given. An entry is due one cycle and some grace after the last sign that
 * it was renewed, and overdue one cycle after that.
 */

import type { Entry } from '../entry.ts';
import { termDuration } from '../values/time/cycles.ts';

const DAY = 86_400_000;
/** Milliseconds of grace at least: renewed on Friday night, listed on Monday. */
const LEAST_GRACE = 3 * DAY;
/** Grace as a share of the cycle: the yearly table of last year comes some weeks into the next. */
const GRACE = 0.1;

export interface Due {
  /** All in milliseconds. The last sign that it was renewed: the end of what its date may mean. */
  since: number;
  /** That date, as the entry has it. */
  last: string;
  cycle: number;
  /** Late from then on. */
  due: number;
  /** Late by more than one further cycle from then on. */
  overdue: number;
}

/** When it is due; null where it states no date. `never`: where it promises no cycle (irregular, as needed, not renewed). */
export function dueOf({ issued, modified, frequency }: Entry): Due | 'never' | null {
  if (frequency === undefined) return null;
  const days = cycleDays(frequency);
  if (days === undefined) return null;
  if (days === Number.POSITIVE_INFINITY) return 'never';
  let [since, last] = [Number.NEGATIVE_INFINITY, ''];
  for (const date of [modified, issued]) {
    const end = endOf(date);
    if (date !== undefined && end !== undefined && end > since) [since, last] = [end, date];
  }
  if (since === Number.NEGATIVE_INFINITY) return null;
  const cycle = days * DAY;
  const due = since + cycle + Math.max(LEAST_GRACE, cycle * GRACE);
  return { since, last, cycle, due, overdue: due + cycle };
}

/** Whole cycles that have passed since it was due. */
export const cyclesLate = ({ due, cycle }: Due, at: number): number => Math.floor((at - due) / cycle);

/** Without a cycle that anybody could be held to. */
const NO_CYCLE = new Set(['IRREG', 'AS_NEEDED', 'NEVER', 'OTHER']);

/** Days; infinite where none is promised; undefined where what is stated was not understood. */
export function cycleDays({ code, duration }: NonNullable<Entry['frequency']>): number | undefined {
  const days = daysOf(duration ?? (code === null ? undefined : termDuration(code)));
  if (days !== undefined) return days;
  if (code === null || code === 'UNKNOWN') return undefined;
  // Renewed all the time: a day without a sign is late already.
  return NO_CYCLE.has(code) ? Number.POSITIVE_INFINITY : 1;
}

const PARTS = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DAYS = [365.25, 30.44, 7, 1, 1 / 24, 1 / 1440, 1 / 86_400];

function daysOf(duration: string | undefined): number | undefined {
  const parts = duration === undefined ? null : PARTS.exec(duration);
  if (parts === null) return undefined;
  const days = DAYS.reduce((sum, each, at) => sum + each * Number(parts[at + 1] ?? 0), 0);
  return days > 0 ? days : undefined;
}

/** The last millisecond that a date may mean, China time: of 2023 its last day. */
function endOf(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  if (date.length > 10) {
    const time = Date.parse(date);
    return Number.isNaN(time) ? undefined : time;
  }
  const [year, month, day] = date.split('-').map(Number) as [number, number?, number?];
  const next =
    month === undefined
      ? Date.UTC(year + 1, 0, 1)
      : day === undefined
        ? Date.UTC(year, month, 1)
        : Date.UTC(year, month - 1, day + 1);
  return next - 8 * 3_600_000 - 1;
}

export const LATENESS = ['on-time', 'late', 'overdue', 'no-cycle', 'unknown'] as const;
export type Lateness = (typeof LATENESS)[number];

export interface Late {
  state: Lateness;
  /** Whole cycles since it was due, where it is late. */
  cycles?: number;
  due?: string;
}

/** How it stands at an instant (ms). */
export function latenessAt(entry: Entry, at: number): Late {
  const due = dueOf(entry);
  if (due === null) return { state: 'unknown' };
  if (due === 'never') return { state: 'no-cycle' };
  const state = at < due.due ? 'on-time' : at < due.overdue ? 'late' : 'overdue';
  return {
    state,
    due: new Date(due.due).toISOString(),
    ...(state === 'on-time' ? {} : { cycles: cyclesLate(due, at) }),
  };
}
