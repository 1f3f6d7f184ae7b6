/** Tables as people fill them in: sheets of rows of texts, each cell with its place. The same whatever the file was. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { Media } from './media.ts';

export interface TableRow {
  /** As the spreadsheet counts: from 1. */
  number: number;
  /** Texts by column, from 0; '' where there is none. A merged range's text stands in each of its cells. */
  cells: string[];
  /** Columns whose text belongs to a merged range that began in a row above. */
  below?: ReadonlySet<number>;
  /** Columns whose text belongs to a merged range that began to the left. */
  beside?: ReadonlySet<number>;
  /** Where it is in a file that has no cells: a JSON Pointer. */
  pointer?: string;
}

export interface Table {
  name: string;
  rows: TableRow[];
  /** Not shown to whoever opens the file. */
  hidden: boolean;
  /** Serial numbers of days count from 1904, not from 1900. */
  from1904: boolean;
}

/** A file's tables, and what it was. */
export interface Tables {
  media: Media;
  tables: Table[];
}

/** Of one file. A province's catalogue with its data items is a tenth of it. */
export const LIMITS = {
  sheets: 200,
  rows: 500_000,
  columns: 1_000,
  cells: 4_000_000,
  characters: 200_000_000,
  /** Of one cell; Excel's own. */
  cell: 32_767,
  /** Levels of XML or JSON. */
  nesting: 64,
  /** Attributes of one element of XML. */
  attributes: 500,
  /** Bytes of one packed file's parts, unpacked. */
  unpacked: 400_000_000,
} as const;

/** Counts what is read of a file against the limits. */
export class Measure {
  #rows = 0;
  #cells = 0;
  #characters = 0;

  /** Throws `source.too-large`. */
  row(cells: readonly string[]): void {
    this.#rows += 1;
    for (const text of cells) {
      if (text === '') continue;
      this.#cells += 1;
      this.#characters += text.length;
    }
    if (this.#rows > LIMITS.rows) throw tooLarge(`more than ${LIMITS.rows} rows`);
    if (cells.length > LIMITS.columns) throw tooLarge(`more than ${LIMITS.columns} columns`);
    if (this.#cells > LIMITS.cells) throw tooLarge(`more than ${LIMITS.cells} cells`);
    if (this.#characters > LIMITS.characters) throw tooLarge(`more than ${LIMITS.characters} characters`);
  }
}

export const tooLarge = (detail: string): CodedError => new CodedError('source.too-large', detail);

/** A B … Z AA … of a column from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** `C7` → column 2, row 7; undefined where it is no cell. */
export function cellAt(reference: string): { column: number; row: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) };
}

/** A cell as people name it: `表1!C7`; of a JSON file `/6`. */
export function placeOf(table: Pick<Table, 'name'>, row: TableRow, column?: number): string {
  if (row.pointer !== undefined) return row.pointer;
  return `${table.name}!${column === undefined ? '' : columnName(column)}${row.number}`;
}
