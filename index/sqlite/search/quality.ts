/** Quality in figures, over the columns in memory; and whose records lack what. */
import type { DatabaseSync } from 'node:sqlite';
import type { Band } from '../../../config/quality/quality.ts';
import { DIMENSIONS, type Dimension } from '../../../config/quality/quality.ts';
import { CHECK, CLOCK, lateBits, sharesOf, statedBand } from '../../../normalizer/quality/marks.ts';
import { byKey } from '../../order.ts';
import {
  criterionBit,
  type LackingQuery,
  noSums,
  type QualityFigures,
  type QualityQuery,
  type QualitySums,
  rowOf,
} from '../../quality/figures.ts';
import { FACETS } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import type { Columns } from '../columns.ts';
import { STORED, stored } from '../read/read-entries.ts';
import { admits, filterMask } from './counting.ts';
import { combinations } from './statistics.ts';

/** Entries that lack the same and need not have the same: what follows from that is reckoned once. */
interface Kind {
  shares: Record<Dimension, number>;
  band: Band;
  lacks: number;
}

/** By bits: few different ones, whatever the number of entries. */
class Kinds {
  readonly all: Kind[] = [];
  readonly #places = new Map<number, Map<number, number>>();

  /** Place among `all`. `lacks`: with what a clock tells. */
  of(lacks: number, exempt: number): number {
    let places = this.#places.get(exempt);
    if (places === undefined) {
      places = new Map();
      this.#places.set(exempt, places);
    }
    let place = places.get(lacks);
    if (place === undefined) {
      const band = statedBand({ lacks: lacks & ~CLOCK, exempt });
      place = this.all.push({ shares: sharesOf(lacks, exempt | CHECK), band, lacks }) - 1;
      places.set(lacks, place);
    }
    return place;
  }
}

interface Group {
  terms: number[];
  /** Entries by the place of their kind. */
  kinds: Map<number, number>;
  mqa: number;
}

export function quality({ by: asked, filters, at }: QualityQuery, columns: Columns): QualityFigures {
  const by = [...new Set(asked)];
  const filter = filterMask(filters, columns);
  const instant = Date.parse(at);
  /** Of each facet the place among those asked for; -1 where it is not. */
  const places = Int8Array.from(FACETS, (facet) => by.indexOf(facet));
  const values: number[][] = by.map(() => []);
  /** By the term, or by several as text. */
  const groups = new Map<number | string, Group>();
  const groupOf = (key: number | string, terms: number[]): Group => {
    const group: Group = { terms, kinds: new Map(), mqa: 0 };
    groups.set(key, group);
    return group;
  };
  const total: Group = { terms: [], kinds: new Map(), mqa: 0 };
  const kinds = new Kinds();
  for (let number = 1; number < columns.size; number += 1) {
    if (columns.lead[number] === 0 || !admits(filter, columns, number)) continue;
    const marks = columns.marksOf(number);
    const kind = kinds.of(marks.lacks | lateBits(marks, instant), marks.exempt);
    const { mqa } = marks;
    add(total, kind, mqa);
    if (by.length === 0) continue;
    for (const list of values) list.length = 0;
    const end = columns.ownEnd[number] as number;
    for (let place = columns.ownStart[number] as number; place < end; place += 1) {
      const term = columns.pool[place] as number;
      const facet = places[columns.facetOf[term] as number] as number;
      if (facet >= 0) values[facet]?.push(term);
    }
    const [list, ...others] = values as [number[], ...number[][]];
    if (others.length > 0) {
      for (const terms of combinations(values)) {
        const key = terms.join(',');
        add(groups.get(key) ?? groupOf(key, terms), kind, mqa);
      }
      continue;
    }
    // One facet, as mostly, without a list of lists for each entry.
    if (list.length === 0) list.push(0);
    for (const term of list) add(groups.get(term) ?? groupOf(term, [term]), kind, mqa);
  }
  const keyOf = (terms: number[]) =>
    Object.fromEntries(
      by.flatMap((facet, place) => {
        const term = terms[place] as number;
        return term === 0 ? [] : [[facet, columns.terms[term]?.value as string]];
      }),
    );
  const rows = [...groups.values()].map((group) => rowOf(keyOf(group.terms), summed(group, kinds)));
  return { rows: rows.sort(byKey(by)), total: rowOf({}, summed(total, kinds)) };
}

function add(group: Group, kind: number, mqa: number): void {
  group.kinds.set(kind, (group.kinds.get(kind) ?? 0) + 1);
  group.mqa += mqa;
}

function summed({ kinds, mqa }: Group, { all }: Kinds): QualitySums {
  const sums = { ...noSums(), mqa };
  for (const [place, count] of kinds) {
    const { shares, band, lacks } = all[place] as Kind;
    sums.entries += count;
    sums.bands[band] += count;
    for (const dimension of DIMENSIONS) sums.dimensions[dimension] += count * shares[dimension];
    for (let bits = lacks; bits !== 0; bits &= bits - 1) {
      const criterion = 31 - Math.clz32(bits & -bits);
      sums.lacks[criterion] = (sums.lacks[criterion] as number) + count;
    }
  }
  return sums;
}

export function prepareLacking(db: DatabaseSync, columns: Columns): (query: LackingQuery) => StoredEntry[] {
  const numbers = db.prepare('select number from entry where id > ? and id < ? order by id');
  const entryOf = db.prepare(`${STORED} where number = ?`);
  return ({ source, criterion, at, after, limit }) => {
    const bit = criterionBit(criterion) ?? 0;
    const instant = Date.parse(at);
    const found: StoredEntry[] = [];
    for (const { number } of numbers.iterate(`${source}:${after ?? ''}`, `${source};`) as Iterable<{
      number: number;
    }>) {
      if (!columns.lead[number]) continue;
      const marks = columns.marksOf(number);
      if (((marks.lacks | lateBits(marks, instant)) & bit) === 0) continue;
      found.push(stored(entryOf.get(number)));
      if (found.length === limit) break;
    }
    return found;
  };
}
