/** Where a sheet's header is, and what each of its columns is: whatever the order, the words, and the rows it takes. */
import { type Column, columns, headerForm, type TableKind } from '../../config/tables/sharing-catalogue.ts';
import type { Table, TableRow } from '../documents/tables/table.ts';

export interface HeadedColumn {
  /** From 0. */
  at: number;
  /** The header's words, the upper row first, as they stand there. */
  words: string[];
  column: Column | undefined;
}

export interface Header {
  /** Index among the table's rows: of the first row of the header, and of the first one behind it. */
  first: number;
  end: number;
  columns: HeadedColumn[];
}

/** Rows in which a header is looked for, and rows that one may take. */
const LOOKED_AT = 40;
const DEEPEST = 3;
/** Columns of the guide that make a header, the name among them. */
const FEWEST = 2;

/** What a header's words stand for: together, then by the lowest row, then by the one above it. */
export function columnFor(words: readonly string[], kind: TableKind): Column | undefined {
  const { byHeader } = columns(kind);
  const distinct = words.filter((word, at) => word !== '' && word !== words[at - 1]);
  for (let from = 0; from < distinct.length; from += 1) {
    const found = byHeader.get(distinct.slice(from).map(headerForm).join(''));
    if (found !== undefined) return found;
  }
  return distinct.length > 1 ? columnFor(distinct.slice(0, -1), kind) : undefined;
}

/** Undefined where no row of the table's first ones is a catalogue's header. */
export function headerOf({ rows }: Pick<Table, 'rows'>, kind: TableKind): Header | undefined {
  let best: { header: Header; score: number; depth: number } | undefined;
  for (let first = 0; first < Math.min(rows.length, LOOKED_AT); first += 1) {
    for (let depth = 1; depth <= DEEPEST && first + depth <= rows.length; depth += 1) {
      const header = headerAt(rows, { first, depth }, kind);
      const score = scoreOf(header);
      // Of headers that say as much, the one of fewer rows: what more it has is a title or a record.
      const fewer = best !== undefined && score === best.score && depth < best.depth;
      if (score >= FEWEST && (best === undefined || score > best.score || fewer))
        best = { header, score, depth };
    }
  }
  return best?.header;
}

function headerAt(
  rows: TableRow[],
  { first, depth }: { first: number; depth: number },
  kind: TableKind,
): Header {
  const above = rows.slice(first, first + depth);
  const width = Math.max(...above.map(({ cells }) => cells.length));
  const found: HeadedColumn[] = [];
  for (let at = 0; at < width; at += 1) {
    const stated = above.map(({ cells }) => cells[at] ?? '');
    const words = stated.filter((word, row) => word !== '' && word !== stated[row - 1]);
    if (words.length > 0) found.push({ at, words, column: columnFor(words, kind) });
  }
  return { first, end: first + depth, columns: firstOfEach(found) };
}

/** Of columns that stand for the same, the first: the others keep their own words. */
function firstOfEach(found: HeadedColumn[]): HeadedColumn[] {
  const seen = new Set<Column>();
  return found.map((each) => {
    if (each.column === undefined || !seen.has(each.column)) {
      if (each.column !== undefined) seen.add(each.column);
      return each;
    }
    return { ...each, column: undefined };
  });
}

/** Columns that are known; nothing without a name, or a code, to know a resource by. */
function scoreOf({ columns: found }: Header): number {
  const roles = new Set(found.flatMap(({ column }) => column?.role ?? []));
  return roles.has('title') ? roles.size : 0;
}

/** Whether a row repeats the header, as on each printed page. */
export function repeatsHeader(row: TableRow, header: Header): boolean {
  const known = header.columns.filter(({ column }) => column !== undefined);
  const same = known.filter(({ at, words }) => {
    const cell = headerForm(row.cells[at] ?? '');
    return cell !== '' && words.some((word) => headerForm(word) === cell);
  });
  return same.length >= FEWEST && same.length * 2 > known.length;
}
