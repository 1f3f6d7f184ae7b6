/** One sheet of a workbook as SpreadsheetML: heads, then typed rows, as texts that can be written one after another. Pure. */
import type { Cell, Column } from '../dataset.ts';
import { showable } from '../text.ts';

/** Places in the table of styles (`workbook.ts`). */
export const STYLES = { plain: 0, head: 1, day: 2, instant: 3, quoted: 4, whole: 5 } as const;

/** Characters that a cell can hold, and the mark of one that was cut. */
export const MOST_CHARACTERS = 32_767;
const CUT = '…（截断 / cut）';

/** What a spreadsheet would read as a formula once somebody edits the cell: shown as text for good. */
const FORMULA = /^[=+\-@\t\r]/;

/** Excel reads `_x0041_` as A: an underscore that begins such a word is written as one. */
const ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;

export const xmlText = (text: string): string =>
  showable(text)
    .replace(ESCAPE, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

/** A → 0, AA → 26. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
/** Before it Excel counts a day that never was. */
const FIRST = Date.UTC(1900, 2, 1);
const CHINA = 8 * 3_600_000;
const WHOLE_DAY = /^\d{4}-\d{2}-\d{2}$/;
const WITH_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(\+08:00|Z)$/;

/** Days since Excel's epoch in China time; undefined for what is less precise than a day or before 1900. */
function serialOf(text: string): { serial: number; style: number } | undefined {
  const style = WHOLE_DAY.test(text) ? STYLES.day : WITH_TIME.test(text) ? STYLES.instant : undefined;
  if (style === undefined) return undefined;
  const local = Date.parse(text) + (style === STYLES.instant ? CHINA : 0);
  if (Number.isNaN(local) || local < FIRST) return undefined;
  return { serial: (local - EPOCH) / DAY, style };
}

export interface Counted {
  /** Cells that were cut to what one can hold. */
  cut: number;
}

function textCell(place: string, text: string, style: number, counted: Counted): string {
  let shown = text;
  if (shown.length > MOST_CHARACTERS) {
    shown = shown.slice(0, MOST_CHARACTERS - CUT.length).toWellFormed() + CUT;
    counted.cut += 1;
  }
  const quoted = style === STYLES.plain && FORMULA.test(shown) ? STYLES.quoted : style;
  return `<c r="${place}" t="inlineStr" s="${quoted}"><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`;
}

function cellXml(place: string, cell: Cell, type: Column['type'], counted: Counted): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) return '';
    const style = type === 'number' ? STYLES.plain : STYLES.whole;
    return `<c r="${place}" s="${style}"><v>${cell}</v></c>`;
  }
  const date = type === 'date' || type === 'instant' ? serialOf(cell) : undefined;
  if (date !== undefined) return `<c r="${place}" s="${date.style}"><v>${date.serial}</v></c>`;
  return textCell(place, cell, STYLES.plain, counted);
}

export const headXml = (columns: readonly Column[], heads: string[], widths?: number[]): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map((_, at) => `<col min="${at + 1}" max="${at + 1}" width="${widths?.[at] ?? 18}" customWidth="1"/>`)
    .join('')}</cols><sheetData><row r="1">${heads
    .map((head, at) => textCell(`${columnName(at)}1`, head, STYLES.head, { cut: 0 }))
    .join('')}</row>`;

export const END_XML = '</sheetData></worksheet>';

/** `number`: of the row, from 1. */
export function rowXml(
  number: number,
  cells: Cell[],
  columns: readonly Column[],
  names: string[],
  counted: Counted,
): string {
  let xml = `<row r="${number}">`;
  for (const [at, cell] of cells.entries()) {
    xml += cellXml(`${names[at]}${number}`, cell, (columns[at] as Column).type, counted);
  }
  return `${xml}</row>`;
}
