/** A sheet's rows as resources: one row each, or one a data item with the resource's cells merged, left empty or repeated. */
import { columnName, placeOf, type Table, type TableRow } from '../documents/tables/table.ts';
import { type HeadedColumn, type Header, repeatsHeader } from './headers.ts';
import { type Cell, type Stated, says } from './resource.ts';
import { bearsMark, statesSecrecy } from './secrecy.ts';

/** A resource, or where the mark of one that is secret stands; with the rows that it takes. */
export type Found = { rows: TableRow[] } & ({ resource: Stated } | { secret: Mark });

export interface Mark {
  row: TableRow;
  column: number;
}

/** Lines under a table: notes, totals, who filled it in. A resource may be called 审核人员信息. */
const NOTE =
  /^[(（【]?(?:(?:注|备注|说明|填表说明)\s*\d*[:：]|(?:填表|填报|制表|审核|审批|联系|电话|单位负责|负责)[^:：]{0,6}[:：]|(?:合计|总计|小计|共计|本页合计)\s*(?:[:：]|$))/;
/** What stands beside a note in its line. */
const BESIDE_NOTE = /^(?:[^:：]{1,10}[:：].*|[\d.,%\s]+[项条个]?)$/;

interface Layout {
  table: Table;
  /** By column; what has no header goes by its letter. */
  words: Map<number, string[]>;
  roles: Map<string, number>;
  items: Set<number>;
}

/** In the sheet's order. */
export function* resourcesOf(table: Table, header: Header): Generator<Found> {
  const layout = layoutOf(table, header);
  let open: { resource: Stated; rows: TableRow[]; secret: Mark | undefined } | undefined;
  for (const row of table.rows.slice(header.end)) {
    if (repeatsHeader(row, header) || isAside(row, layout)) continue;
    if (open === undefined || !continues(row, open.resource, layout)) {
      if (open !== undefined) yield foundOf(open);
      open = { resource: stated(row, layout), rows: [], secret: undefined };
    }
    const items = cellsOf(row, layout, (column) => layout.items.has(column));
    if (items.some(([, , text]) => says(text))) open.resource.items.push(items);
    open.rows.push(row);
    open.secret ??= markIn(row, layout);
  }
  if (open !== undefined) yield foundOf(open);
}

const foundOf = ({
  resource,
  rows,
  secret,
}: {
  resource: Stated;
  rows: TableRow[];
  secret: Mark | undefined;
}): Found => (secret === undefined ? { resource, rows } : { secret, rows });

/** What a sheet's lines above its header say of secrecy. */
export const markAbove = (table: Table, header: Header): string | undefined =>
  table.rows
    .slice(0, header.first)
    .flatMap((row) => row.cells.flatMap((cell, at) => (bearsMark(cell) ? placeOf(table, row, at) : [])))[0];

function layoutOf(table: Table, header: Header): Layout {
  const known = header.columns.filter((each): each is Required<HeadedColumn> => each.column !== undefined);
  const roles = new Map(known.map(({ at, column }) => [column?.role as string, at]));
  return {
    table,
    words: new Map(header.columns.map(({ at, words }) => [at, words])),
    roles,
    items: new Set(known.flatMap(({ at, column }) => (column?.item === undefined ? [] : [at]))),
  };
}

/** Nothing, or a line that is no resource: a note, a total, a heading across the sheet. */
function isAside(row: TableRow, { items }: Layout): boolean {
  const own = row.cells.flatMap((text, at) =>
    text !== '' && !row.below?.has(at) && !row.beside?.has(at) ? [{ text, at }] : [],
  );
  const [first] = own;
  if (first === undefined) return true;
  // A data item may well be called 备注.
  if (own.some(({ at }) => items.has(at))) return false;
  const only = own.length === 1;
  const across = (row.beside?.size ?? 0) >= 2 && (row.beside?.has(first.at + 1) ?? false);
  if (only && across) return true;
  return NOTE.test(first.text) && own.slice(1).every(({ text }) => NOTE.test(text) || BESIDE_NOTE.test(text));
}

/** Whether the row adds to the resource above it. */
function continues(row: TableRow, open: Stated, layout: Layout): boolean {
  const { items, roles } = layout;
  const hasItem = [...items].some((at) => says(row.cells[at]) && !row.below?.has(at));
  if (!hasItem) return false;
  const above = new Map(open.cells.map(([letter, , text]) => [letter, text]));
  /** What may differ from row to row of one resource. */
  const counted = new Set([roles.get('sequence'), roles.get('secrecy')]);
  return row.cells.every((text, at) => {
    if (items.has(at) || counted.has(at) || text === '' || row.below?.has(at)) return true;
    return above.get(columnName(at)) === text;
  });
}

function stated(row: TableRow, layout: Layout): Stated {
  const { table, roles } = layout;
  const kept = new Set([roles.get('title')]);
  const cells = cellsOf(row, layout, (at) => !layout.items.has(at), kept);
  return {
    at: placeOf(table, row),
    sheet: table.name,
    row: row.number,
    ...(table.from1904 && { from1904: true as const }),
    cells,
    items: [],
  };
}

/** The cells that say something, and those to be `kept` whatever they say. */
function cellsOf(
  row: TableRow,
  { words }: Layout,
  wanted: (column: number) => boolean,
  kept: ReadonlySet<number | undefined> = new Set(),
): Cell[] {
  const width = Math.max(row.cells.length, ...[...kept].map((at) => (at ?? -1) + 1));
  return Array.from({ length: width }, (_, at) => at).flatMap((at): Cell[] => {
    const text = row.cells[at] ?? '';
    if (!wanted(at) || (text === '' && !kept.has(at))) return [];
    return [[columnName(at), words.get(at) ?? [columnName(at)], text]];
  });
}

/** A mark of secrecy in the row. */
function markIn(row: TableRow, { roles }: Layout): Mark | undefined {
  const column = roles.get('secrecy');
  if (column !== undefined && statesSecrecy(row.cells[column] ?? '')) return { row, column };
  const at = row.cells.findIndex(bearsMark);
  return at < 0 ? undefined : { row, column: at };
}
