/** Parquet: nested as the record is, in groups of rows that are handed on as they are full; ZSTD. */
import { zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Dataset, ExportRecord } from './dataset.ts';
import { jsonSchemaOf } from './json.ts';
import { converted, type JsonSchema, parquetField } from './parquet-schema.ts';

/** Rows of one group, and characters of the first record texts that end it before. */
const GROUP_ROWS = 10_000;
const GROUP_CHARACTERS = 32_000_000;

const COMPRESSORS = { ZSTD: zstdCompressSync };

/** Bytes that are written and taken, group by group. */
class Draining extends ByteWriter {
  take(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

export async function* parquet(
  dataset: Dataset,
  pages: AsyncIterable<ExportRecord[]>,
): AsyncGenerator<Uint8Array> {
  const { facts } = dataset;
  const schema = jsonSchemaOf(dataset) as JsonSchema;
  const fields = Object.entries(schema.properties ?? {}).map(([name, type]) => parquetField(name, type));
  const bytes = new Draining(1 << 20);
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'huimu', num_children: fields.length }, ...fields.flatMap(({ elements }) => elements)],
    codec: 'ZSTD',
    compressors: COMPRESSORS,
    createdBy: `huimu ${facts.program}`,
    kvMetadata: [
      { key: 'huimu', value: JSON.stringify(facts) },
      { key: 'schema', value: JSON.stringify(schema) },
    ],
  });
  let columns = emptied();
  let rows = 0;
  let characters = 0;

  function emptied(): unknown[][] {
    return fields.map(() => []);
  }
  function writeGroup(): Uint8Array {
    writer.write({
      columnData: fields.map(({ name }, at) => ({ name, data: columns[at] as unknown[] })),
      rowGroupSize: rows,
    });
    columns = emptied();
    rows = 0;
    characters = 0;
    return bytes.take();
  }

  for await (const page of pages) {
    for (const record of page) {
      for (const [at, field] of fields.entries()) {
        const value = converted(field, record[field.name]);
        if (typeof value === 'string') characters += value.length;
        columns[at]?.push(value);
      }
      rows += 1;
      if (rows >= GROUP_ROWS || characters >= GROUP_CHARACTERS) yield writeGroup();
    }
  }
  if (rows > 0) yield writeGroup();
  await writer.finish();
  yield bytes.take();
}
