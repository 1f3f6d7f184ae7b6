/**
 * Raw records, many in one zstd frame: those of one source are alike, so that together they take a third of the bytes and
 * less time. An entry's document says which chunk its record is in, and which line of it is its own.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** In files from before, and until their entry is written again, a document holds its record itself and has no chunk. */
export const RAW_CHUNKS = `
alter table document add column chunk integer;
alter table document add column place integer;
create index document_chunk on document(chunk) where chunk is not null;
create table raw_chunk (chunk integer primary key, records integer not null, body blob not null) strict;
`;

/** Joined with `document`: what `unpacker` takes apart. */
export const PACKED = 'coalesce(body, raw) as raw, chunk, place';
export const CHUNK = 'left join raw_chunk using (chunk)';

/** Records are JSON, so none has a line break in it. */
const BREAK = '\n';

export const compress = (records: readonly string[]): Uint8Array => zstdCompressSync(records.join(BREAK));

/** The line of that number, the first being 0. */
function lineOf(text: Buffer, place: number): string {
  let start = 0;
  for (let line = 0; line < place; line += 1) start = text.indexOf(BREAK, start) + 1;
  const end = text.indexOf(BREAK, start);
  return text.toString('utf8', start, end === -1 ? text.length : end);
}

/**
 * Records as JSON, of rows with the columns `PACKED`. For the rows of one statement: the chunk unpacked last is kept, and
 * the number of one that was dropped may be given again.
 */
export function unpacker(): (row: Record<string, unknown>) => string {
  let chunk: unknown = null;
  let text = Buffer.alloc(0);
  return (row) => {
    if (row.chunk === null || row.chunk !== chunk) text = zstdDecompressSync(row.raw as Uint8Array);
    chunk = row.chunk;
    return lineOf(text, (row.place as number | null) ?? 0);
  };
}
