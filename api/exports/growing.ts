/** A file that is written once and read by any number while it grows: its writer waits for no reader. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** Bytes read at once. */
const PART = 1 << 18;

export class Growing {
  readonly #part: string;
  readonly #path: string;
  #bytes = 0;
  #ended = false;
  #failure: unknown;
  #stopped = false;
  #waiting: (() => void)[] = [];
  readonly done: Promise<void>;

  /** Starts writing at once; the file bears its name once it is whole. */
  constructor(path: string, parts: AsyncIterable<Uint8Array | string>) {
    this.#path = path;
    this.#part = `${path}.part`;
    this.done = this.#write(parts).then(
      () => this.#wake(true),
      async (error: unknown) => {
        this.#failure = error ?? new Error('not written');
        await rm(this.#part, { force: true }).catch(() => undefined);
        this.#wake(true);
      },
    );
  }

  /** What was written is thrown away; its readers are told. */
  stop(): void {
    this.#stopped = true;
  }

  get failed(): boolean {
    return this.#failure !== undefined;
  }

  async #write(parts: AsyncIterable<Uint8Array | string>): Promise<void> {
    const file = await open(this.#part, 'wx');
    this.#wake(false);
    try {
      for await (const part of parts) {
        if (this.#stopped) throw new Error('The server is stopping');
        await this.#append(file, part);
      }
    } finally {
      await file.close();
    }
    await rename(this.#part, this.#path);
  }

  async #append(file: FileHandle, part: Uint8Array | string): Promise<void> {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
    this.#bytes += bytes.length;
    this.#wake(false);
  }

  #more(): Promise<void> {
    return new Promise((wake) => this.#waiting.push(wake));
  }

  #wake(ended: boolean): void {
    this.#ended ||= ended;
    for (const each of this.#waiting.splice(0)) each();
  }

  /** From the first byte to the last, as they come; fails with what the writing failed with. */
  readable(): Readable {
    return Readable.from(this.#read(), { objectMode: false, highWaterMark: PART });
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    while (this.#bytes === 0 && !this.#ended) await this.#more();
    if (this.#failure !== undefined) throw this.#failure;
    // It may bear its name by now.
    const file = await open(this.#part, 'r').catch(() => open(this.#path, 'r'));
    try {
      for (let at = 0; ; ) {
        if (this.#failure !== undefined) throw this.#failure;
        if (at < this.#bytes) {
          const buffer = Buffer.allocUnsafe(Math.min(PART, this.#bytes - at));
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        } else if (this.#ended) return;
        else await this.#more();
      }
    } finally {
      await file.close();
    }
  }
}
