/** Pages of histories, the same for every engine. */
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Page } from '../operations.ts';
import type { DayFigures } from './day.ts';
import type { DayFilter, ShiftFilter } from './port.ts';
import type { HistoryRecord } from './record.ts';

export const questionOfHistory = (entry: string): string => `history ${entry}`;

export const questionOfShifts = ({ fields, removals, since, source, region }: ShiftFilter): string =>
  `shifts ${JSON.stringify([fields, removals, since, source, region])}`;

export const questionOfDays = ({ source, region, from, until }: DayFilter): string =>
  `days ${JSON.stringify([source, region, from, until])}`;

/** The place behind which a page starts, two texts; undefined for the first one. Throws `request.cursor-invalid`. */
export const placeOf = (cursor: string | undefined, question: string): [string, string] | undefined =>
  cursor === undefined
    ? undefined
    : (decodeCursor(cursor, question, ['string', 'string']) as [string, string]);

/** Of one item more than the page holds, which tells that there is a next one. */
function cut<T>(found: T[], limit: number, question: string, place: (item: T) => [string, string]): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, cursor: more ? encodeCursor(question, place(last)) : null };
}

export const recordPage = (found: HistoryRecord[], limit: number, question: string): Page<HistoryRecord> =>
  cut(found, limit, question, ({ at, id }) => [at, id]);

export const dayPage = (found: DayFigures[], limit: number, question: string): Page<DayFigures> =>
  cut(found, limit, question, ({ day, source }) => [day, source]);

/** What a record of all entries is found by: the changed paths and those above them. */
export function pathsOf({ changes }: HistoryRecord): string[] {
  const paths = new Set<string>();
  for (const { field } of changes) {
    for (let at = field.indexOf('.'); at >= 0; at = field.indexOf('.', at + 1)) paths.add(field.slice(0, at));
    paths.add(field);
  }
  return [...paths];
}

/** Stands among the paths for what is asked for by `removals`; no field is called so. */
export const REMOVALS = '.gone';

export const keysOf = (record: HistoryRecord): string[] =>
  record.kind === 'removed' || record.kind === 'returned' ? [...pathsOf(record), REMOVALS] : pathsOf(record);

export const askedKeys = ({ fields, removals }: ShiftFilter): string[] =>
  removals ? [...fields, REMOVALS] : fields;
