/** JSON: one document that says what it is, its records nested. JSON Lines: the same records, one a line. */
import { z } from 'zod';
import type { Dataset, ExportRecord } from './dataset.ts';

/** A lone surrogate would be written as an escape that strict readers refuse. */
const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' && !value.isWellFormed() ? value.toWellFormed() : value;

export const lineOf = (record: ExportRecord): string => JSON.stringify(record, wellFormed);

export const jsonSchemaOf = ({ schema }: Dataset): object => z.toJSONSchema(schema, { io: 'output' });

export async function* json(dataset: Dataset, pages: AsyncIterable<ExportRecord[]>): AsyncGenerator<string> {
  const { facts, name } = dataset;
  const head = JSON.stringify({ ...facts, schema: jsonSchemaOf(dataset) }, wellFormed);
  yield `${head.slice(0, -1)},"${name}":[`;
  let count = 0;
  for await (const page of pages) {
    let text = '';
    for (const record of page) {
      text += `${count === 0 ? '' : ','}\n${lineOf(record)}`;
      count += 1;
    }
    yield text;
  }
  // Without its end a document was cut off.
  yield `\n],"count":${count}}\n`;
}

export async function* jsonLines(_: Dataset, pages: AsyncIterable<ExportRecord[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((record) => `${lineOf(record)}\n`).join('');
}
