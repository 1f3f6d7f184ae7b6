/** Paging: where a listing stands, where it goes on, and the cursor that says so. */
import { z } from 'zod';
import type { Paging } from '../../config/declared.ts';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor } from '../../config/record.ts';
import type { Span } from '../paging/in-parts.ts';

/** The page to be asked next. */
export interface Position {
  /** Which catalogue: 0 is the wire's own, then those beside it. */
  catalogue: number;
  /** Which walk over its listing. */
  walk: number;
  /** Pages of this walk before this one. */
  turn: number;
  /** The mark of this page, where pages have marks; null at the first. */
  mark: string | null;
  /** Rows of this walk before this page. */
  seen: number;
  /** Empty pages in a row just before this one. */
  empty: number;
  /** Stated totals of the walks before this one; null where one of them stated none, or walks may overlap. */
  before: number | null;
  /** The most rows and pages that this walk's pages stated; 0 where none did. */
  rows: number;
  pages: number;
}

export const START: Position = {
  catalogue: 0,
  walk: 0,
  turn: 0,
  mark: null,
  seen: 0,
  empty: 0,
  before: 0,
  rows: 0,
  pages: 0,
};

const Stored = z.strictObject({
  catalogue: z.int().min(0).default(0),
  walk: z.int().min(0),
  turn: z.int().min(0),
  mark: z.string().nullable(),
  seen: z.int().min(0),
  empty: z.int().min(0),
  before: z.int().min(0).nullable(),
  rows: z.int().min(0).default(0),
  pages: z.int().min(0).default(0),
  /** What tells one set of walks from another, where a page names them. */
  named: z.string().nullable().default(null),
  /** Page size that `turn` counts in. */
  size: z.int().positive(),
});

/** A position out of a stored cursor. Throws `listing.cursor-invalid` where it is not one of this listing. */
export function readCursor(
  cursor: Cursor | null,
  paging: Paging,
  walks: number,
  named: string | null = null,
): Position {
  if (cursor === null) return START;
  const stored = Stored.safeParse(cursor);
  if (!stored.success)
    throw new CodedError(
      'listing.cursor-invalid',
      `not a cursor of this listing: ${JSON.stringify(cursor).slice(0, 200)}`,
    );
  const { size, named: before, ...position } = stored.data;
  if (before !== null && before !== named)
    throw new CodedError('listing.cursor-invalid', 'it counts walks that the source no longer names so');
  if (size !== paging.size)
    throw new CodedError(
      'listing.cursor-invalid',
      `it counts pages of ${size}, the listing now has pages of ${paging.size}`,
    );
  if (position.walk >= walks)
    throw new CodedError('listing.cursor-invalid', `there is no walk ${position.walk}`);
  if ((paging.by === 'cursor' && position.turn > 0) !== (position.mark !== null))
    throw new CodedError('listing.cursor-invalid', 'the mark of the page does not fit');
  return position;
}

export const writeCursor = (
  position: Position | null,
  paging: Paging,
  named: string | null = null,
): Cursor | null => (position === null ? null : { ...position, named, size: paging.size });

/** The rows of a page within its walk. */
export const spanOf = ({ turn }: Position, { size }: Paging): Span => ({ offset: turn * size, size });

/** The values of the paging placeholders at a position, for the page there or a part of it. */
export function pagingValues(position: Position, paging: Paging, span: Span): Record<string, unknown> {
  return {
    page: paging.first + span.offset / span.size,
    offset: (paging.by === 'offset' ? paging.first : 0) + span.offset,
    size: span.size,
    cursor: position.mark ?? undefined,
    pages: Math.max(paging.sends ?? 1, position.turn + 1),
    // As the page before stated them, as a browser does; until one has, what the source is known to take.
    rows: position.rows > 0 ? position.rows : (paging.sends ?? position.seen),
  };
}

/** What a page told that came in parts: of pages, in its own size. */
export function toldInParts(parts: { span: Span; told: Told }[], items: number, paging: Paging): Told {
  const most = (values: (number | undefined)[]): number | undefined => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  };
  return {
    items,
    rows: most(parts.map(({ told }) => told.rows)),
    pages: most(
      parts.map(({ span, told }) => told.pages && Math.ceil((told.pages * span.size) / paging.size)),
    ),
    next: undefined,
  };
}

/** What a page told of the listing. */
export interface Told {
  /** Items on it, unreadable ones included. */
  items: number;
  rows: number | undefined;
  pages: number | undefined;
  next: string | undefined;
}

/** The page behind this one in the same walk. */
export const onward = (position: Position, told: Told): Position => ({
  ...position,
  turn: position.turn + 1,
  seen: position.seen + told.items,
  empty: told.items === 0 ? position.empty + 1 : 0,
  mark: told.next ?? null,
  rows: Math.max(position.rows, told.rows ?? 0),
  pages: Math.max(position.pages, told.pages ?? 0),
});

/** Where to go on after a page; null at the end of the last walk. */
export function advance(position: Position, told: Told, paging: Paging, walks: number): Position | null {
  if (!ends(position, told, paging)) return onward(position, told);
  if (position.walk + 1 >= walks) return null;
  return {
    ...START,
    catalogue: position.catalogue,
    walk: position.walk + 1,
    before: plus(position.before, stated(position, told)),
  };
}

/** A sum that is known where both are. */
export const plus = (before: number | null, rows: number | undefined): number | null =>
  before === null || rows === undefined ? null : before + rows;

/** Whether a page is the last of its walk. */
function ends(position: Position, told: Told, paging: Paging): boolean {
  if (paging.by === 'once') return true;
  if (paging.by === 'cursor') return told.next === undefined || told.next === position.mark;
  if (told.items === 0) {
    if (told.rows !== undefined && position.seen >= told.rows) return true;
    if (position.empty + 1 >= paging.empties) return true;
  }
  if (paging.until === 'empty') return false;
  const turns = position.turn + 1;
  if (told.rows !== undefined) return turns * paging.size >= told.rows;
  return told.pages !== undefined && turns >= told.pages;
}

/**
 * Whether more may follow though the stated number is reached: numbers come out of caches and lag behind, and a last
 * page that is full is no proof of an end.
 */
export const mayFollow = (position: Position, told: Told, paging: Paging): boolean =>
  paging.by !== 'cursor' && paging.by !== 'once' && told.items >= paging.size && ends(position, told, paging);

/** What a walk stated and did not bring, once its last page is in; undefined where it brought all, or is not over. */
export function missing(
  position: Position,
  told: Told,
  paging: Paging,
  { walk, walks }: { walk: number; walks: number },
): string | undefined {
  if (!ends(position, told, paging)) return undefined;
  const { seen, rows, pages, turn } = onward(position, told);
  const of = walks > 1 ? ` of walk ${walk + 1}` : '';
  // Of one walk the rows are held against the number by the run, which knows repeats.
  if (rows > 0) return walks > 1 && seen < rows ? `${seen} rows${of} came, ${rows} were stated` : undefined;
  const filled = told.items === 0 ? turn - (position.empty + 1) : turn;
  return filled < pages ? `${filled} pages${of} came, ${pages} were stated` : undefined;
}

/**
 * Rows of this walk in all, as the source states them; undefined where it does not. Pages stated instead of rows
 * state, once all are through, the rows that they held: repeats among them then show as rows that are missing.
 */
export function stated(position: Position, told: Told): number | undefined {
  if (told.rows !== undefined) return told.rows;
  return told.pages !== undefined && position.turn + 1 >= told.pages ? position.seen + told.items : undefined;
}

/** A total as sources write it: a number, or digits with separators. */
export function total(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const digits = /\d[\d,，\s]*/.exec(value.normalize('NFKC'))?.[0]?.replace(/[^\d]/g, '');
  return digits === undefined || digits === '' ? undefined : Number(digits);
}
