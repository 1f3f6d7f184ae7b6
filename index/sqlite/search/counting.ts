/** Filters and facet counts in one pass over the hits. */
import { activeFilters } from '../../finding/facets.ts';
import { FACETS, type Facet, type FacetValue, type Filters, NOT_STATED } from '../../query.ts';
import type { Columns } from '../columns.ts';

export interface FilterMask {
  /** For each term, the bits of the filters it satisfies. */
  bits: Uint32Array;
  /** All bits that must come together. */
  full: number;
  /** Facet (place in `FACETS`) of each bit's filter. */
  facets: number[];
  /** Bits of the filters that are satisfied where nothing of their facet is stated. */
  silent: number;
  /** For each term, those of them that it breaks. */
  broken: Uint32Array;
}

export function filterMask(filters: Filters, columns: Columns): FilterMask {
  const active = activeFilters(filters);
  const facets = active.map(([facet]) => FACETS.indexOf(facet));
  const terms = columns.terms.length;
  const bits = new Uint32Array(active.length === 0 ? 0 : terms);
  let silent = 0;
  for (const [at, [facet, values]] of active.entries()) {
    for (const value of values) {
      if (value === NOT_STATED) silent |= 1 << at;
      const term = columns.termNumber(facet, value);
      if (term !== undefined) bits[term] = (bits[term] as number) | (1 << at);
    }
  }
  const broken = new Uint32Array(silent === 0 ? 0 : terms);
  for (let term = 0; term < broken.length; term += 1) {
    const at = facets.indexOf(columns.facetOf[term] as number);
    if (at >= 0) broken[term] = silent & (1 << at);
  }
  return { bits, full: (1 << active.length) - 1, facets, silent, broken };
}

/** Bits of the filters that a stretch of terms does not satisfy. */
function missingIn(filter: FilterMask, { pool }: Columns, start: number, end: number): number {
  const { bits, full, silent, broken } = filter;
  let missing = full & ~silent;
  if (silent !== 0) for (let at = start; at < end; at += 1) missing |= broken[pool[at] as number] as number;
  if (full !== 0) for (let at = start; at < end; at += 1) missing &= ~(bits[pool[at] as number] as number);
  return missing;
}

/** Whether the entry itself passes. */
export const admits = (filter: FilterMask, columns: Columns, number: number): boolean =>
  missingIn(filter, columns, columns.ownStart[number] as number, columns.ownEnd[number] as number) === 0;

/** By lead: how many of its resource's entries pass, each by itself. */
export function admittedOffers(filter: FilterMask, columns: Columns): Int32Array {
  const offers = new Int32Array(columns.size);
  for (let number = 1; number < columns.size; number += 1) {
    const lead = columns.lead[number] as number;
    if (lead !== 0 && admits(filter, columns, number)) offers[lead] = (offers[lead] as number) + 1;
  }
  return offers;
}

export interface Counted {
  /** Places in the list of hits of those that pass all filters. */
  passing: Int32Array;
  /** Entries that the passing resources stand for. */
  entries: number;
  /** Resources by term; a facet's own filter does not narrow the counts of its terms. */
  counts: Int32Array;
}

/** `together`: one entry alone has to pass all filters, and those that do are counted; facets are counted as ever. */
export function count(
  numbers: Int32Array,
  filter: FilterMask,
  columns: Columns,
  facets: boolean,
  together: boolean,
): Counted {
  const { pool, wholeStart, wholeEnd, facetOf } = columns;
  const admitted = together ? admittedOffers(filter, columns) : undefined;
  const offers = admitted ?? columns.offers;
  const counts = new Int32Array(facets ? columns.terms.length : 0);
  const passing = new Int32Array(numbers.length);
  let passed = 0;
  let entries = 0;
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number;
    const start = wholeStart[number] as number;
    const end = wholeEnd[number] as number;
    const missing = missingIn(filter, columns, start, end);
    if (admitted === undefined ? missing === 0 : (admitted[number] as number) > 0) {
      passing[passed] = place;
      passed += 1;
      entries += offers[number] as number;
    }
    if (missing === 0) {
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
    const most = list.length > size ? ofMost(list, size) : list;
    most.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    result[FACETS[facet] as Facet] = most.slice(0, size);
  }
  return result;
}

/** Those among which the first `size` are: ordering all by value takes long where there are thousands of offices. */
function ofMost(list: FacetValue[], size: number): FacetValue[] {
  const counts = new Int32Array(list.length);
  for (const [at, { count: own }] of list.entries()) counts[at] = own;
  const least = counts.sort()[list.length - size] as number;
  return list.filter(({ count: own }) => own >= least);
}
