/** A file as it may be kept: as it is; where rows of it are secret, its tables without them. */
import type { TableKind } from '../../config/tables/sharing-catalogue.ts';
import type { Received } from '../contract.ts';
import { keptTables } from '../documents/tables/kept.ts';
import { MEDIA_TYPES } from '../documents/tables/media.ts';
import { readTables } from '../documents/tables/read.ts';
import type { Table, TableRow } from '../documents/tables/table.ts';
import { headerOf } from './headers.ts';
import { catalogueIn } from './parse.ts';
import { resourcesOf } from './records.ts';
import { MARK } from './secrecy.ts';

/** Throws what reading it throws: `source.not-spreadsheet`, `source.no-header`, `source.secret` and their like. */
export async function receive(
  name: string,
  body: Uint8Array,
  kind: TableKind,
  sheets: readonly string[] | undefined,
): Promise<Received> {
  const read = await readTables(body);
  // As a run will: what cannot be harvested is not taken in.
  catalogueIn(read.tables, name, kind, sheets);
  let redacted = false;
  const tables = read.tables.map((table) => {
    const secret = secretIn(table, kind);
    redacted ||= secret.size > 0;
    return without(table, secret);
  });
  if (!redacted) return { mediaType: MEDIA_TYPES[read.media], body, redacted };
  return { ...keptTables({ ...read, tables }), redacted };
}

/** What each row of secret resources is left as: the mark where it stood, or nothing. */
function secretIn(table: Table, kind: TableKind): ReadonlyMap<TableRow, string[]> {
  const left = new Map<TableRow, string[]>();
  const header = headerOf(table, kind);
  if (header === undefined) return left;
  for (const found of resourcesOf(table, header)) {
    if (!('secret' in found)) continue;
    for (const row of found.rows) left.set(row, []);
    const { row, column } = found.secret;
    left.set(row, [...Array<string>(column).fill(''), MARK]);
  }
  return left;
}

/** Places stay, so that the rows are refused again by name. */
const without = (table: Table, secret: ReadonlyMap<TableRow, string[]>): Table => ({
  ...table,
  rows: table.rows.map((row) => {
    const cells = secret.get(row);
    if (cells === undefined) return row;
    const { number, pointer } = row;
    return { number, cells, ...(pointer !== undefined && { pointer }) };
  }),
});
