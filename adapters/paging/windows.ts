/**
 * Dates of change cut into windows, so that each holds no more rows than a source lets be paged. Planning only: who
 * asks is `windowed.ts`, or a family that pages in its own way. Pure.
 */
import { z } from 'zod';

/** From an instant on, up to another without it, in ms since 1970 UTC; null is without limit. */
export interface Span {
  from: number | null;
  until: number | null;
}

/** Rows by date of change, or those that bear none. */
export type Window = Span | 'undated';

/** Where a listing in windows stands. Flat, so that it can lie in a cursor beside a family's own place. */
export const WindowPlace = z.strictObject({
  'window.from': z.int().nullable(),
  'window.until': z.int().nullable(),
  /** Ends of the windows still to come, the next one first, parted by commas; `*` is without limit. */
  'window.ends': z.string().regex(/^(?:(?:-?\d+,)*(?:-?\d+|\*))?$/),
  'window.undated': z.boolean(),
  /** Rows that the source declared for the whole when the listing began. */
  'window.whole': z.int().nonnegative(),
  /** Rows that it declared for the windows that are done. */
  'window.sum': z.int().nonnegative(),
  /** Rows that came of the window that is under way. */
  'window.rows': z.int().nonnegative(),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

const YEAR = 365 * 86_400_000;
/** Where a span without limits is cut first: catalogues are younger than this, or were moved into new software since. */
const PIVOT = Date.UTC(2018, 0, 1);
/** What a date of four digits can say. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-01-01T00:00:00Z');

/** Ends as they lie in a place. */
const ends = (text: string): (number | null)[] =>
  text === '' ? [] : text.split(',').map((end) => (end === '*' ? null : Number(end)));
const written = (all: (number | null)[]): string => all.map((end) => end ?? '*').join(',');

export const firstWindow = (whole: number, root: Span = { from: null, until: null }): WindowPlace => ({
  'window.from': root.from,
  'window.until': root.until,
  'window.ends': '',
  'window.undated': false,
  'window.whole': whole,
  'window.sum': 0,
  'window.rows': 0,
});

export const windowAt = (place: WindowPlace): Window =>
  place['window.undated'] ? 'undated' : { from: place['window.from'], until: place['window.until'] };

/**
 * Where a span is cut in two, at a whole `tick` (ms, what the wire tells apart); null where it holds a single one.
 * Open spans are cut in steps that double, away from the pivot.
 */
export function middleOf({ from, until }: Span, tick: number): number | null {
  const whole = (instant: number): number => Math.floor(instant / tick) * tick;
  if (from === null && until === null) return whole(PIVOT);
  if (from === null) {
    const end = until as number;
    return end <= FIRST ? null : whole(Math.max(FIRST, end - 4 * YEAR - Math.max(0, PIVOT - end)));
  }
  if (until === null)
    return from >= LAST ? null : whole(Math.min(LAST, from + 4 * YEAR + Math.max(0, from - PIVOT)));
  const middle = whole(from + (until - from) / 2);
  return middle > from ? middle : null;
}

/** The earlier half of the window, the later one still to come; null where it cannot be cut. */
export function earlierHalf(place: WindowPlace, tick: number): WindowPlace | null {
  const window = windowAt(place);
  const middle = window === 'undated' ? null : middleOf(window, tick);
  if (window === 'undated' || middle === null) return null;
  const later = written([window.until, ...ends(place['window.ends'])]);
  return { ...place, 'window.until': middle, 'window.ends': later };
}

/**
 * The window after this one, which the source declared `declared` rows for; null after the last. `undated`: the wire
 * can ask for rows without a date, and the dated ones are not all that was asked for.
 */
export function nextWindow(place: WindowPlace, declared: number, undated: boolean): WindowPlace | null {
  const [end, ...later] = ends(place['window.ends']);
  const done = { ...place, 'window.sum': place['window.sum'] + declared, 'window.rows': 0 };
  if (end !== undefined)
    return {
      ...done,
      'window.from': place['window.until'],
      'window.until': end,
      'window.ends': written(later),
    };
  if (!undated || place['window.undated']) return null;
  return { ...done, 'window.from': null, 'window.until': null, 'window.undated': true };
}

const instant = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString());

/** For the words of a report. */
export const windowName = (window: Window): string =>
  window === 'undated' ? 'without a date' : `${instant(window.from)}–${instant(window.until)}`;
