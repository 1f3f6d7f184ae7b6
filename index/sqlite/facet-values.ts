/**
 * What each entry states of a facet, by entry number: read in one step where it is one value, as nearly always. Made for a facet
 * when it is first asked for, and brought along by every write from then on: a walk through all terms of all entries takes
 * five times as long as one through this.
 */
import { FACETS, type Facet } from '../query.ts';
import type { Columns } from './columns.ts';
import { grown } from './grown.ts';

const SEVERAL = -1;

export class FacetValues {
  readonly #columns: Columns;
  /** By place in `FACETS`: the entry's term, 0 where it states none, `SEVERAL`. */
  readonly #known = new Map<number, Int32Array>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** The entry's terms are new. */
  put(number: number): void {
    for (const [facet, terms] of this.#known) {
      const roomy = grown(terms, number + 1);
      if (roomy !== terms) this.#known.set(facet, roomy);
      roomy[number] = this.#read(facet, number);
    }
  }

  /** Adds the terms of an entry to a list. Holds until the next write. */
  of(facet: Facet): (number: number, into: number[]) => void {
    const place = FACETS.indexOf(facet);
    let terms = this.#known.get(place);
    if (terms === undefined) {
      terms = Int32Array.from({ length: this.#columns.size }, (_, number) => this.#read(place, number));
      this.#known.set(place, terms);
    }
    const single = terms;
    const { pool, ownStart, ownEnd, facetOf } = this.#columns;
    return (number, into) => {
      const term = single[number] as number;
      if (term > 0) into.push(term);
      if (term !== SEVERAL) return;
      const end = ownEnd[number] as number;
      for (let at = ownStart[number] as number; at < end; at += 1) {
        if (facetOf[pool[at] as number] === place) into.push(pool[at] as number);
      }
    };
  }

  #read(facet: number, number: number): number {
    const { pool, ownStart, ownEnd, facetOf } = this.#columns;
    const end = ownEnd[number] as number;
    let found = 0;
    for (let at = ownStart[number] as number; at < end; at += 1) {
      const term = pool[at] as number;
      if (facetOf[term] !== facet) continue;
      if (found !== 0) return SEVERAL;
      found = term;
    }
    return found;
  }
}
