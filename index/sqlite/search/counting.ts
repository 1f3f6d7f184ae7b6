/** Filters and facet counts in one pass over the hits. */
import { activeFilters } from '../../facets.ts';
import { FACETS, type Facet, type FacetValue, type Filters } from '../../query.ts';
import type { Columns } from '../columns.ts';

export interface FilterMask {
  /** For each term, the bits of the filters it satisfies. */
  bits: Uint32Array;
  /** All bits that must come together. */
  full: number;
  /** Facet (place in `FACETS`) of each bit's filter. */
  facets: number[];
}

export function filterMask(filters: Filters, columns: Columns): FilterMask {
  const active = activeFilters(filters);
  const bits = new Uint32Array(active.length === 0 ? 0 : columns.terms.length);
  for (const [at, [facet, values]] of active.entries()) {
    for (const value of values) {
      const term = columns.termNumber(facet, value);
      if (term !== undefined) bits[term] = (bits[term] as number) | (1 << at);
    }
  }
  return { bits, full: (1 << active.length) - 1, facets: active.map(([facet]) => FACETS.indexOf(facet)) };
}

/** Whether the entry itself passes. */
export function admits({ bits, full }: FilterMask, columns: Columns, number: number): boolean {
  let mask = 0;
  const end = columns.ownEnd[number] as number;
  for (let at = columns.ownStart[number] as number; at < end; at += 1) {
    mask |= bits[columns.pool[at] as number] ?? 0;
  }
  return mask === full;
}

export interface Counted {
  /** Places in the list of hits of those that pass all filters. */
  passing: Int32Array;
  /** Entries that the passing resources stand for. */
  entries: number;
  /** Resources by term; a facet's own filter does not narrow the counts of its terms. */
  counts: Int32Array;
}

export function count(numbers: Int32Array, filter: FilterMask, columns: Columns, facets: boolean): Counted {
  const { bits, full } = filter;
  const { pool, wholeStart, wholeEnd, facetOf, offers } = columns;
  const counts = new Int32Array(facets ? columns.terms.length : 0);
  const passing = new Int32Array(numbers.length);
  let passed = 0;
  let entries = 0;
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number;
    const start = wholeStart[number] as number;
    const end = wholeEnd[number] as number;
    let missing = full;
    if (full !== 0) for (let at = start; at < end; at += 1) missing &= ~(bits[pool[at] as number] as number);
    if (missing === 0) {
      passing[passed] = place;
      passed += 1;
      entries += offers[number] as number;
      if (facets) {
        for (let at = start; at < end; at += 1) {
          const term = pool[at] as number;
          counts[term] = (counts[term] as number) + 1;
        }
      }
    } else if (facets && (missing & (missing - 1)) === 0) {
      // Held back by one filter alone: it counts for the values of that filter's facet.
      const facet = filter.facets[31 - Math.clz32(missing)];
      for (let at = start; at < end; at += 1) {
        const term = pool[at] as number;
        if (facetOf[term] === facet) counts[term] = (counts[term] as number) + 1;
      }
    }
  }
  return { passing: passing.slice(0, passed), entries, counts };
}

/** The most frequent values of each facet, equals by value. */
export function topValues(
  counts: Int32Array,
  columns: Columns,
  facets: Facet[],
  size: number,
): Partial<Record<Facet, FacetValue[]>> {
  const values = new Map<number, FacetValue[]>(facets.map((facet) => [FACETS.indexOf(facet), []]));
  for (let term = 0; term < counts.length; term += 1) {
    if (counts[term] === 0) continue;
    const { value } = columns.terms[term] as { value: string };
    values.get(columns.facetOf[term] as number)?.push({ value, count: counts[term] as number });
  }
  const result: Partial<Record<Facet, FacetValue[]>> = {};
  for (const [facet, list] of values) {
    list.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    result[FACETS[facet] as Facet] = list.slice(0, size);
  }
  return result;
}
