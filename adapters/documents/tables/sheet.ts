/** One sheet's rows: values as they are shown, merged ranges filled out. Formulas count for what they last came to. */
import { dateOfSerial, showsDate } from './dates.ts';
import type { Package } from './package.ts';
import { cellAt, LIMITS, type Measure, type TableRow, tooLarge } from './table.ts';
import { type SheetPart, unescaped, type Workbook } from './workbook.ts';
import { readXml } from './xml.ts';

interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** Columns of a row that merged ranges reach, each set filled where it is: a range over everything is millions of cells. */
interface Reached {
  below: Set<number>;
  beside: Set<number>;
}

const MOST_RANGES = 200_000;

/** Throws `source.too-large`, `source.cut`, `source.not-spreadsheet`. */
export async function readSheet(
  pack: Package,
  book: Workbook,
  { part }: SheetPart,
  measure: Measure,
): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  const ranges: Range[] = [];
  let row: TableRow = { number: 0, cells: [] };
  let cell = { column: -1, type: '', style: 0, text: '' };
  let reading = false;
  let phonetic = false;
  await readXml(part, pack.read(part), {
    open(element, attributes) {
      if (element === 'row') {
        const number = Number(attributes.r ?? row.number + 1);
        row = { number: Number.isSafeInteger(number) ? number : row.number + 1, cells: [] };
      } else if (element === 'c') {
        const column = attributes.r === undefined ? cell.column + 1 : cellAt(attributes.r)?.column;
        if (column === undefined || column >= LIMITS.columns * 17) throw tooLarge(`cell ${attributes.r}`);
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' };
      } else if (element === 'rPh') phonetic = true;
      else if (element === 'mergeCell') addRange(ranges, attributes.ref ?? '');
      reading = element === 'v' || (element === 't' && !phonetic);
    },
    text(piece) {
      if (reading && cell.text.length <= LIMITS.cell) cell.text += piece;
    },
    close(element) {
      reading = false;
      if (element === 'rPh') phonetic = false;
      if (element === 'c') {
        const text = shown(cell, book);
        // Beyond the columns that are read nothing may stand.
        if (text !== '' && cell.column >= LIMITS.columns)
          throw tooLarge(`more than ${LIMITS.columns} columns`);
        if (text !== '') {
          while (row.cells.length < cell.column) row.cells.push('');
          row.cells[cell.column] = text;
        }
      }
      if (element !== 'row') return;
      cell = { ...cell, column: -1 };
      if (row.cells.length === 0) return;
      measure.row(row.cells);
      rows.push(row);
    },
  });
  return filled(rows, ranges, measure);
}

function shown({ type, style, text }: { type: string; style: number; text: string }, book: Workbook): string {
  if (type === 's') return (book.strings[Number(text)] ?? '').trim();
  if (type === 'b') return text === '1' ? '是' : text === '0' ? '否' : text;
  if (type !== 'n') return unescaped(text).slice(0, LIMITS.cell).trim();
  if (text === '') return '';
  const format = book.formats[style];
  const number = Number(text);
  if (format === undefined || !Number.isFinite(number)) return text.trim();
  if (showsDate(format.id, format.code)) return dateOfSerial(number, book.from1904) ?? text;
  const zeros = /^0+$/.exec(format.code ?? '')?.[0].length;
  // A code that Excel took for a number, shown with the zeros that it begins with.
  if (zeros !== undefined && Number.isSafeInteger(number)) return String(number).padStart(zeros, '0');
  return /[eE]/.test(text) && Number.isSafeInteger(number) ? String(number) : text.trim();
}

function addRange(ranges: Range[], reference: string): void {
  const [from, to] = reference.split(':').map(cellAt);
  if (from === undefined || to === undefined) return;
  if (ranges.length >= MOST_RANGES) throw tooLarge(`more than ${MOST_RANGES} merged ranges`);
  ranges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
}

/** Each merged range's text in all its cells; rows that only a range reaches are there as well. */
function filled(rows: TableRow[], ranges: Range[], measure: Measure): TableRow[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const last = rows.at(-1)?.number ?? 0;
  const reached = new Map<TableRow, Reached>();
  const reachedIn = (row: TableRow): Reached => {
    const known = reached.get(row);
    if (known !== undefined) return known;
    const fresh: Reached = { below: new Set(), beside: new Set() };
    reached.set(row, fresh);
    return fresh;
  };
  for (const { top, left, bottom, right } of ranges) {
    const text = byNumber.get(top)?.cells[left] ?? '';
    if (text === '') continue;
    // Whole columns may be merged: no further than there is anything.
    for (let number = top; number <= Math.min(bottom, last); number += 1) {
      const row = byNumber.get(number) ?? { number, cells: [] };
      byNumber.set(number, row);
      const edge = Math.min(right, LIMITS.columns - 1);
      while (row.cells.length <= edge) row.cells.push('');
      const { below, beside } = reachedIn(row);
      for (let column = left; column <= edge; column += 1) {
        if (number === top && column === left) continue;
        row.cells[column] = text;
        if (number > top) below.add(column);
        if (column > left) beside.add(column);
      }
      measure.row(row.cells.slice(left, edge + 1));
    }
  }
  for (const [row, { below, beside }] of reached) {
    if (below.size > 0) row.below = below;
    if (beside.size > 0) row.beside = beside;
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}
