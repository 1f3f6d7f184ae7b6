/** Arrays by entry number that one search after another writes into: making new ones for each costs as much as the search itself. */
import { grown } from '../../grown.ts';

export class Scratch {
  readonly #floats: Float64Array[] = [];
  readonly #masks: Uint16Array[] = [];

  /** Zeros; of each place there is one, which holds until the same place is asked for again. */
  floats(place: number, size: number): Float64Array {
    const all = grown(this.#floats[place] ?? new Float64Array(0), size);
    this.#floats[place] = all;
    return all.subarray(0, size).fill(0);
  }

  masks(place: number, size: number): Uint16Array {
    const all = grown(this.#masks[place] ?? new Uint16Array(0), size);
    this.#masks[place] = all;
    return all.subarray(0, size).fill(0);
  }
}
