/** The formats of exports: by which ending and media type each is asked for, and who writes it. */
import { csv } from './csv.ts';
import type { Dataset, ExportRecord } from './dataset.ts';
import type { Format } from './format-names.ts';
import { json, jsonLines } from './json.ts';

export { FORMATS, type Format } from './format-names.ts';

export const MEDIA_TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** Bytes of the whole file as the records come; asks for a page once what it made of the one before is taken. */
export async function* written(
  format: Format,
  dataset: Dataset,
  pages: AsyncIterable<ExportRecord[]>,
): AsyncGenerator<Uint8Array | string> {
  // Writers with libraries of their own are read where they are used.
  if (format === 'xlsx') yield* (await import('./xlsx/xlsx.ts')).xlsx(dataset, pages);
  else if (format === 'parquet') yield* (await import('./parquet.ts')).parquet(dataset, pages);
  else if (format === 'json') yield* json(dataset, pages);
  else if (format === 'jsonl') yield* jsonLines(dataset, pages);
  else yield* csv(dataset, pages);
}
