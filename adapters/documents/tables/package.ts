/** The parts of a ZIP package, unpacked as they are asked for, within bounds. */
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { CodedError } from '../../../config/errors/errors.ts';
import { notSpreadsheet } from './media.ts';
import { LIMITS, tooLarge } from './table.ts';

const MOST_PARTS = 5_000;

export class Package {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;
  /** Bytes of all parts read so far: one part read many times is no way round the limit. */
  #unpacked = 0;

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#parts = parts;
  }

  /** Throws `source.not-spreadsheet`, `source.too-large`. */
  static async open(body: Uint8Array): Promise<Package> {
    try {
      const zip = await fromBufferPromise(Buffer.from(body.buffer, body.byteOffset, body.byteLength), {
        lazyEntries: true,
        validateEntrySizes: true,
      });
      const parts = new Map<string, Entry>();
      if (zip.entryCount > MOST_PARTS) throw tooLarge(`a package of ${zip.entryCount} parts`);
      for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
      return new Package(zip, parts);
    } catch (error) {
      throw error instanceof CodedError ? error : notSpreadsheet('a ZIP package that cannot be read', error);
    }
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  names(): Iterable<string> {
    return this.#parts.keys();
  }

  /** The part's bytes as they are unpacked. Throws `source.too-large`, `source.cut`, `source.not-spreadsheet`. */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#parts.get(name);
    if (entry === undefined) throw notSpreadsheet(`a workbook without its ${name}`);
    if (entry.isEncrypted()) throw notSpreadsheet('a workbook with a password');
    if (this.#unpacked + entry.uncompressedSize > LIMITS.unpacked) throw this.#bomb();
    let sum = 0;
    let stream: Readable | undefined;
    try {
      stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.#unpacked += chunk.length;
        if (this.#unpacked > LIMITS.unpacked) throw this.#bomb();
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new CodedError('source.cut', `${name}: ${(error as Error).message}`, { cause: error });
    } finally {
      stream?.destroy();
    }
    if (sum !== entry.crc32) throw new CodedError('source.cut', `${name}: its checksum is another`);
  }

  #bomb(): CodedError {
    return tooLarge(`a package that unpacks to more than ${LIMITS.unpacked / 1e6} MB`);
  }
}
