/**
 * Which keys several hold, in a fixed amount of memory: a slot a hash says whether one or more were met there. Keys that
 * share a slot may be taken for held by several, never the other way round, and the order in which they come makes no
 * difference.
 */
import { hash } from 'node:crypto';

const LEAST = 1 << 16;
const MOST = 1 << 23;

export class Repeats {
  readonly #first: Uint32Array;
  readonly #several: Uint8Array;
  readonly #mask: number;

  /** `expected`: how many keys there may be. */
  constructor(expected: number) {
    let size = LEAST;
    while (size < expected * 4 && size < MOST) size *= 2;
    this.#first = new Uint32Array(size);
    this.#several = new Uint8Array(size);
    this.#mask = size - 1;
  }

  note(key: string, holder: string): void {
    const slot = hashed(key) & this.#mask;
    // Zero is nobody.
    const by = hashed(holder) | 1;
    const first = this.#first[slot];
    if (first === 0) this.#first[slot] = by;
    else if (first !== by) this.#several[slot] = 1;
  }

  maybe(key: string): boolean {
    return this.#several[hashed(key) & this.#mask] === 1;
  }
}

/** A short name for a text of any length, in keys of findings: 80 bits. */
export const nameOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 20);

/** FNV-1a with a last mixing: alike texts fall far apart. */
export function hashed(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
