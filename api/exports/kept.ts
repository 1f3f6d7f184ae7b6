/**
 * Exports are written to files beside the catalogue and served from them while they grow: a reader that stops holds up
 * nobody, and one whose connection broke goes on with `Range`, as long as the file is kept.
 */
import { hash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../config/errors/errors.ts';
import type { Format } from './formats.ts';
import { Growing } from './growing.ts';

/** Exports made at one time by one process. */
const AT_ONCE = 2;
/** Milliseconds for which a file answers the same question again, for which it is kept, and of a part nobody writes. */
const FRESH = 60_000;
const KEPT = 6 * 3_600_000;
const ABANDONED = 3_600_000;

export interface KeptExport {
  /** `<question>-<instant>-<random>.<format>`: its ETag, too. */
  name: string;
  path: string;
  /** While it is written. */
  growing: Growing | undefined;
}

export class KeptExports {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #growing = new Map<string, Growing>();

  /** `mostBytes`: of all files together; the oldest go first. */
  constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  static question = (asked: unknown): string => hash('sha256', JSON.stringify(asked), 'hex').slice(0, 16);

  #named = (name: string): KeptExport => ({
    name,
    path: join(this.#folder, name),
    growing: this.#growing.get(name),
  });

  /** By the name that its ETag gave; undefined where it is kept no more. */
  named(name: string): KeptExport | undefined {
    if (!/^[0-9a-f]{16}-[0-9a-z]+-[0-9a-f]+\.[a-z]+$/.test(name)) return undefined;
    return this.#growing.has(name) || existsSync(join(this.#folder, name)) ? this.#named(name) : undefined;
  }

  /** All of the question, the newest first. */
  of(question: string, format: Format): KeptExport[] {
    const files = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    return [...new Set([...files, ...this.#growing.keys()])]
      .filter((name) => name.startsWith(`${question}-`) && name.endsWith(`.${format}`))
      .sort((a, b) => madeAt(b) - madeAt(a))
      .map(this.#named);
  }

  /** One that is young enough to answer now. */
  fresh(question: string, format: Format): KeptExport | undefined {
    const [newest] = this.of(question, format);
    return newest !== undefined && Date.now() - madeAt(newest.name) < FRESH ? newest : undefined;
  }

  /** Throws `export.busy`. */
  make(question: string, format: Format, parts: () => AsyncIterable<Uint8Array | string>): KeptExport {
    if (this.#growing.size >= AT_ONCE) throw new CodedError('export.busy', `${AT_ONCE}`);
    mkdirSync(this.#folder, { recursive: true });
    this.#sweep();
    const name = `${question}-${Date.now().toString(36)}-${randomUUID().slice(0, 8)}.${format}`;
    const path = join(this.#folder, name);
    const growing = new Growing(path, parts());
    this.#growing.set(name, growing);
    void growing.done.then(() => this.#growing.delete(name));
    return { name, path, growing };
  }

  #sweep(): void {
    const now = Date.now();
    let bytes = 0;
    const files = readdirSync(this.#folder).map((name) => {
      const { size, mtimeMs } = statSync(join(this.#folder, name), { throwIfNoEntry: false }) ?? {
        size: 0,
        mtimeMs: now,
      };
      return { name, size, age: now - mtimeMs };
    });
    for (const { name, size, age } of files.sort((a, b) => a.age - b.age)) {
      bytes += size;
      const part = name.endsWith('.part');
      if (part ? age > ABANDONED : age > KEPT || bytes > this.#mostBytes) {
        rmSync(join(this.#folder, name), { force: true });
      }
    }
  }

  /** Breaks off what is being written. */
  async close(): Promise<void> {
    for (const each of this.#growing.values()) each.stop();
    await Promise.all([...this.#growing.values()].map(({ done }) => done));
  }
}

const madeAt = (name: string): number => Number.parseInt(name.split('-')[1] ?? '', 36);
