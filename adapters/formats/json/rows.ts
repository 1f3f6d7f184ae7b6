/** JSON records as rows of a listing, and kept rows as records again. One bad record costs one record. Pure. */
import { CodedError, coded } from '../../../config/errors/errors.ts';
import type { RawPart, RawValue } from '../../../config/record.ts';
import { parseJson } from '../../answers/answer.ts';
import { Parsed } from '../../answers/parsed.ts';
import type { ListedRow, UnlistableRow } from '../../contract.ts';
import { isObject, type Json } from './values.ts';

export interface RowReading {
  idOf(record: Json): string | undefined;
  /** What is missing where a record has no id. */
  noId: string;
  /** Why the source does not mean a record for the public; undefined where it does. */
  withdrawn?(record: Json): string | undefined;
  sign(record: Json): string;
  complete: boolean;
  /** Largest record kept, in characters of JSON. */
  maxRecord: number;
}

const parsed = new Parsed<RawValue>();

function rowOf(value: RawValue, url: string, reading: RowReading): ListedRow | UnlistableRow {
  const whole = JSON.stringify(value);
  const refuse = (code: UnlistableRow['code'], detail: string, named?: string): UnlistableRow => ({
    code,
    detail,
    text: whole.slice(0, reading.maxRecord),
    ...(named === undefined ? {} : { id: named }),
  });
  if (!isObject(value)) return refuse('record.unreadable', 'not a JSON object');
  const id = reading.idOf(value);
  if (id === undefined) return refuse('record.no-id', reading.noId);
  const why = reading.withdrawn?.(value);
  if (why !== undefined) return refuse('record.withdrawn', `${id}: ${why}`, id);
  if (whole.length > reading.maxRecord)
    return refuse('record.too-large', `${id}: ${whole.length} characters`, id);
  const row: RawPart = { role: 'row', mediaType: 'application/json', url, text: whole };
  if (reading.complete) parsed.keep(row, value);
  return { id, row, sign: reading.sign(value), complete: reading.complete };
}

/** A record nested to the stack's end costs itself, not the page. */
function rowOrRefusal(value: RawValue, url: string, reading: RowReading): ListedRow | UnlistableRow {
  try {
    return rowOf(value, url, reading);
  } catch (error) {
    return { code: 'record.unreadable', detail: coded(error).detail, text: '' };
  }
}

export function rowsOf(
  items: readonly RawValue[],
  url: string,
  reading: RowReading,
): { rows: ListedRow[]; unlistable: UnlistableRow[] } {
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const value of items) {
    const row = rowOrRefusal(value, url, reading);
    if ('row' in row) rows.push(row);
    else unlistable.push(row);
  }
  return { rows, unlistable };
}

/** The object that a kept part holds. Throws `record.unreadable`. */
export function objectIn(part: RawPart | undefined, id: string): Json {
  let value: RawValue;
  try {
    value = (part && parsed.see(part)) ?? parseJson(part?.text ?? '');
  } catch (cause) {
    throw new CodedError('record.unreadable', `${id}: not JSON`, { cause });
  }
  if (part !== undefined) parsed.drop(part);
  if (isObject(value)) return value;
  throw new CodedError('record.unreadable', `${id}: not a JSON object`);
}
