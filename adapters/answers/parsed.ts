/**
 * What the texts of parts were made from, or parsed to, until the parts are read: nearly all are read as soon as they
 * come, and are not parsed for it once more. It must be what parsing the text gives: what the catalogue keeps is read
 * from its text alone.
 */
import type { RawPart } from '../../config/record.ts';

export class Parsed<T> {
  readonly #of = new WeakMap<RawPart, T>();

  keep(part: RawPart, value: T): void {
    this.#of.set(part, value);
  }

  /** Undefined where it was read already, or never came from a source in this process. */
  see(part: RawPart): T | undefined {
    return this.#of.get(part);
  }

  /** It is read. */
  drop(part: RawPart): void {
    this.#of.delete(part);
  }
}
