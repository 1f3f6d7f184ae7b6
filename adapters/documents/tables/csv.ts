/** Comma-separated values and their like: tabs and semicolons too, in whatever charset the bytes are. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { CodedError } from '../../../config/errors/errors.ts';
import { claimsOf, decodeBody } from '../../answers/charset.ts';
import { notSpreadsheet } from './media.ts';
import { LIMITS, Measure, type Table, tooLarge } from './table.ts';

const SEPARATORS = [',', '\t', ';', '，'];
/** Lines that tell the separator. */
const LINES = 20;
/** Characters of one row. */
const LONGEST_ROW = 2_000_000;
const PIECE = 256 * 1024;

/** Throws `source.charset`, `source.not-spreadsheet`, `source.too-large`. */
export async function readCsv(body: Uint8Array): Promise<Table> {
  const decoded = decodeBody(body, claimsOf(body, undefined));
  if (decoded === undefined)
    throw new CodedError('source.charset', 'neither UTF-8 nor GB18030 (nor what it claims)');
  const text = decoded.text.replace(/^\uFEFF/, '');
  const parser = Readable.from(pieces(text), { objectMode: false }).pipe(
    parse({
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: LONGEST_ROW,
    }),
  );
  const measure = new Measure();
  const rows: Table['rows'] = [];
  let number = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number += 1;
      const cells = record.map((cell) => cell.slice(0, LIMITS.cell).trim());
      if (cells.every((cell) => cell === '')) continue;
      measure.row(cells);
      rows.push({ number, cells });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw tooLarge(`row ${number + 1} is too long`);
    throw notSpreadsheet(`row ${number + 1}: ${error.message}`, error);
  }
  return { name: 'CSV', rows, hidden: false, from1904: false };
}

function* pieces(text: string): Generator<Buffer> {
  for (let from = 0; from < text.length; ) {
    // No character in halves.
    let to = Math.min(from + PIECE, text.length);
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] as string)) to -= 1;
    yield Buffer.from(text.slice(from, to), 'utf8');
    from = to;
  }
}

/** Whichever stands most often outside quotes in the first lines. */
function separatorOf(text: string): string {
  const head = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/, LINES)
    .join('\n');
  const count = (separator: string) => head.split(separator).length;
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}
