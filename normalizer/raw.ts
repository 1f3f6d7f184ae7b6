/** What the source said, kept beside what we made of it: bounded, well-formed, without mobile numbers and people's names. */
import { CodedError } from '../config/errors/errors.ts';
import type { RawValue } from '../config/record.ts';
import { withoutCredentials } from './addresses.ts';
import { maskMobiles, namesPerson } from './privacy/masking.ts';

/** Characters of one kept text. */
const LONGEST = 20_000;
/** Characters of all kept values of one record; beyond it the record is refused. */
const MOST = 2_000_000;
const DEEPEST = 12;

export interface Kept {
  value: RawValue;
  /** Something was cut off. */
  cut: boolean;
  masked: boolean;
}

export class RawKeeper {
  #characters = 0;

  /** A copy fit to be stored, addresses with their digits as they are. Throws `record.too-large`. */
  keep(value: RawValue, address = false): Kept {
    if (address && typeof value === 'string') {
      this.#count(value.length);
      const short = value.slice(0, LONGEST).toWellFormed();
      const open = withoutCredentials(short);
      return { value: open, cut: short.length < value.length, masked: open !== short };
    }
    const kept: Kept = { value: null, cut: false, masked: false };
    kept.value = this.#copy(value, kept, 0);
    return kept;
  }

  #copy(value: RawValue, kept: Kept, depth: number): RawValue {
    if (typeof value === 'string') return this.#text(value, kept);
    if (typeof value === 'number') {
      this.#count(8);
      if (!Number.isFinite(value)) return null;
      // As a number only a bare mobile number can hide.
      // (+ 0: JSON has no negative zero.)
      if (value < 1.3e10 || value >= 2e10 || !Number.isInteger(value)) return value + 0;
      return this.#text(String(value), kept);
    }
    if (value === null || typeof value !== 'object') return value ?? null;
    if (depth >= DEEPEST) {
      kept.cut = true;
      return null;
    }
    this.#count(2);
    if (Array.isArray(value)) return value.map((each) => this.#copy(each, kept, depth + 1));
    const entries: [string, RawValue][] = [];
    for (const [key, each] of Object.entries(value)) {
      if (key === '__proto__') kept.cut = true;
      else if (namesPerson(key)) kept.masked = true;
      else entries.push([this.#text(key, kept), this.#copy(each, kept, depth + 1)]);
    }
    return Object.fromEntries(entries);
  }

  #text(text: string, kept: Kept): string {
    this.#count(text.length);
    const short = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    if (short !== text) kept.cut = true;
    const sound = short.isWellFormed() ? short : short.toWellFormed();
    const masked = withoutCredentials(maskMobiles(sound));
    if (masked !== sound) kept.masked = true;
    return masked;
  }

  #count(characters: number): void {
    this.#characters += characters;
    if (this.#characters > MOST) {
      throw new CodedError('record.too-large', `more than ${MOST} characters in one record`);
    }
  }
}
