/** A file's tables: XLSX, CSV or JSON, by what its bytes are. */
import { readCsv } from './csv.ts';
import { readJson } from './json.ts';
import { isKeptTables, tablesKept } from './kept.ts';
import { mediaOf } from './media.ts';
import { Package } from './package.ts';
import { readSheet } from './sheet.ts';
import { Measure, type Table, type Tables } from './table.ts';
import { openWorkbook } from './workbook.ts';

/**
 * Throws `source.not-spreadsheet` (with what it is instead), `source.too-large`, `source.cut`, `source.charset`,
 * `source.not-json`.
 */
export async function readTables(body: Uint8Array): Promise<Tables> {
  const media = mediaOf(body);
  if (media === 'csv') return { media, tables: [await readCsv(body)] };
  if (media === 'json' && isKeptTables(body)) return tablesKept(body);
  if (media === 'json') return { media, tables: [readJson(body)] };
  const pack = await Package.open(body);
  const book = await openWorkbook(pack);
  const measure = new Measure();
  const tables: Table[] = [];
  for (const sheet of book.sheets) {
    const rows = await readSheet(pack, book, sheet, measure);
    tables.push({ name: sheet.name, rows, hidden: sheet.hidden, from1904: book.from1904 });
  }
  return { media, tables };
}
