/** Rows kept on disk between the one walk over the catalogue and the looks back: memory holds none of them. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

export interface Spool<T> {
  /** Resolves once there is room for more. */
  put(rows: T[]): Promise<void>;
  /** No more rows; from then on they can be read, any number of times. */
  end(): Promise<void>;
  rows(): AsyncIterable<T>;
  dispose(): Promise<void>;
}

export async function openSpool<T>(): Promise<Spool<T>> {
  const folder = await mkdtemp(join(tmpdir(), 'huimu-watch-'));
  const path = join(folder, 'rows.jsonl.zst');
  const file = createWriteStream(path, { mode: 0o600 });
  const packed = createZstdCompress();
  packed.pipe(file);
  const written = finished(file);
  // Heard by `put` and `end`.
  written.catch(() => undefined);
  return {
    async put(rows) {
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      if (text === '' || packed.write(text)) return;
      await Promise.race([new Promise((resolve) => packed.once('drain', resolve)), written]);
    },
    async end() {
      packed.end();
      await written;
    },
    async *rows() {
      const lines = createInterface({ input: createReadStream(path).pipe(createZstdDecompress()) });
      for await (const line of lines) yield JSON.parse(line) as T;
    },
    async dispose() {
      packed.destroy();
      file.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
