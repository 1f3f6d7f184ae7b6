/** Tables as they are kept where the file itself must not be: places, merged ranges and all. */
import { z } from 'zod';
import { notSpreadsheet } from './media.ts';
import { Measure, type Tables } from './table.ts';

const START = '{"huimu":"tables",';
export const KEPT_TYPE = 'application/vnd.huimu.tables+json';

const Kept = z.strictObject({
  huimu: z.literal('tables'),
  media: z.enum(['xlsx', 'csv', 'json']),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      hidden: z.boolean(),
      from1904: z.boolean(),
      rows: z.array(
        z.strictObject({
          number: z.int().positive(),
          cells: z.array(z.string()),
          below: z.array(z.int()).optional(),
          beside: z.array(z.int()).optional(),
          pointer: z.string().optional(),
        }),
      ),
    }),
  ),
});

export function keptTables(tables: Tables): { mediaType: string; body: Uint8Array } {
  const text = JSON.stringify({ huimu: 'tables', ...tables }, (_, value: unknown) =>
    value instanceof Set ? [...value] : value,
  );
  return { mediaType: KEPT_TYPE, body: Buffer.from(text) };
}

export const isKeptTables = (body: Uint8Array): boolean =>
  Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, START.length)).toString() === START;

/** Throws `source.not-spreadsheet`, `source.too-large`. */
export function tablesKept(body: Uint8Array): Tables {
  const measure = new Measure();
  try {
    const { media, tables } = Kept.parse(JSON.parse(new TextDecoder().decode(body)));
    return {
      media,
      tables: tables.map(({ rows, ...table }) => ({
        ...table,
        rows: rows.map(({ number, cells, below, beside, pointer }) => {
          measure.row(cells);
          return {
            number,
            cells,
            ...(below && { below: new Set(below) }),
            ...(beside && { beside: new Set(beside) }),
            ...(pointer !== undefined && { pointer }),
          };
        }),
      })),
    };
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw notSpreadsheet('kept tables that cannot be read', error);
  }
}
