/** Lines of a compressed file, written and read; and what a file comes to. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

export const writeLines = (path: string, texts: AsyncIterable<string>): Promise<void> =>
  pipeline(
    Readable.from(texts, { objectMode: false }),
    createZstdCompress(),
    createWriteStream(path, { flags: 'wx' }),
  );

/** Without their ends, many in one list. */
export async function* readLines(path: string): AsyncGenerator<string[]> {
  const source = createReadStream(path);
  const text = source.pipe(createZstdDecompress());
  source.on('error', (error) => text.destroy(error));
  text.setEncoding('utf8');
  let rest = '';
  try {
    for await (const part of text) {
      const lines = (rest + (part as string)).split('\n');
      rest = lines.pop() as string;
      if (lines.length > 0) yield lines;
    }
    if (rest !== '') yield [rest];
  } finally {
    source.destroy();
  }
}

export async function sumOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(path)) {
    hash.update(part as Buffer);
    bytes += (part as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
