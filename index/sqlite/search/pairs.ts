/** Pairs of numbers with a place each, in the order in which they come: what groups, cells and distinct values are counted by. */
import { grown } from '../grown.ts';

const FREE = -1;

/** A table of hashes in typed arrays: a `Map` of texts or a `Set` for each cell takes five times as long. */
export class Pairs {
  /** How many different ones came. */
  size = 0;
  firsts = new Int32Array(0);
  seconds = new Int32Array(0);
  #slots = new Int32Array(1 << 8).fill(FREE);

  /** Place of the pair, of 32 bits each: the next free one where it is new. */
  of(first: number, second: number): number {
    let at = this.#slotOf(first, second);
    const known = this.#slots[at] as number;
    if (known !== FREE) return known;
    if (this.size * 2 >= this.#slots.length) {
      this.#widen();
      at = this.#slotOf(first, second);
    }
    const place = this.size++;
    this.firsts = grown(this.firsts, this.size);
    this.seconds = grown(this.seconds, this.size);
    this.firsts[place] = first;
    this.seconds[place] = second;
    this.#slots[at] = place;
    return place;
  }

  /** Where the pair stands in the table, or would. */
  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const place = slots[at] as number;
      if (place === FREE || (this.firsts[place] === first && this.seconds[place] === second)) return at;
    }
  }

  #widen(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(FREE);
    for (let place = 0; place < this.size; place += 1) {
      const at = this.#slotOf(this.firsts[place] as number, this.seconds[place] as number);
      this.#slots[at] = place;
    }
  }
}
