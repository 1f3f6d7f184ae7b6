/** Quality in figures, over the columns in memory; and whose records lack what. */
import type { DatabaseSync } from 'node:sqlite';
import type { Band } from '../../../config/quality/quality.ts';
import { DIMENSIONS, type Dimension } from '../../../config/quality/quality.ts';
import { CHECK, CLOCK, lateBits, sharesOf, statedBand } from '../../../normalizer/quality/marks.ts';
import {
  criterionBit,
  foremost,
  type LackingQuery,
  noSums,
  type QualityFigures,
  type QualityQuery,
  type QualitySums,
  rowOf,
} from '../../quality/figures.ts';
import type { StoredEntry } from '../../stored.ts';
import type { Columns } from '../columns.ts';
import { grown } from '../grown.ts';
import { STORED, stored } from '../read/read-entries.ts';
import { admits, filterMask } from './counting.ts';
import { Groups } from './groups.ts';
import { KeptWhile } from './matching/texts.ts';
import { Pairs } from './pairs.ts';

/** Entries that lack the same and need not have the same: what follows from that is reckoned once. */
interface Kind {
  shares: Record<Dimension, number>;
  band: Band;
}

const kindOf = (lacks: number, exempt: number): Kind => ({
  shares: sharesOf(lacks, exempt | CHECK),
  band: statedBand({ lacks: lacks & ~CLOCK, exempt }),
});

/** Entries by group and kind, and points of the MQA by group. */
class Sums {
  readonly #places = new Pairs();
  #counts = new Int32Array(0);
  #mqa = new Float64Array(0);

  add(group: number, kind: number, mqa: number): void {
    const place = this.#places.of(group, kind);
    this.#counts = grown(this.#counts, place + 1);
    this.#counts[place] = (this.#counts[place] as number) + 1;
    this.#mqa = grown(this.#mqa, group + 1);
    this.#mqa[group] = (this.#mqa[group] as number) + mqa;
  }

  /** By group. */
  all(size: number, lacks: Int32Array, kinds: readonly Kind[]): QualitySums[] {
    const all = Array.from({ length: size }, (_, group) => ({ ...noSums(), mqa: this.#mqa[group] ?? 0 }));
    for (let place = 0; place < this.#places.size; place += 1) {
      const kind = this.#places.seconds[place] as number;
      const count = this.#counts[place] as number;
      const sums = all[this.#places.firsts[place] as number] as QualitySums;
      const { shares, band } = kinds[kind] as Kind;
      sums.entries += count;
      sums.bands[band] += count;
      for (const dimension of DIMENSIONS) sums.dimensions[dimension] += count * shares[dimension];
      for (let bits = lacks[kind] as number; bits !== 0; bits &= bits - 1) {
        const criterion = 31 - Math.clz32(bits & -bits);
        sums.lacks[criterion] = (sums.lacks[criterion] as number) + count;
      }
    }
    return all;
  }
}

function figures(query: QualityQuery, columns: Columns): QualityFigures {
  const { filters, at, most } = query;
  const by = [...new Set(query.by)];
  const filter = filterMask(filters, columns);
  const instant = Date.parse(at);
  const groups = new Groups(by, columns);
  const sums = new Sums();
  const total = new Sums();
  /** By what is lacking, with what a clock tells, and what need not be there. */
  const bits = new Pairs();
  for (let number = 1; number < columns.size; number += 1) {
    if (columns.lead[number] === 0 || !admits(filter, columns, number)) continue;
    const marks = columns.marksOf(number);
    const kind = bits.of(marks.lacks | lateBits(marks, instant), marks.exempt);
    total.add(0, kind, marks.mqa);
    if (by.length > 0) for (const group of groups.of(number)) sums.add(group, kind, marks.mqa);
  }
  const kinds = Array.from({ length: bits.size }, (_, kind) =>
    kindOf(bits.firsts[kind] as number, bits.seconds[kind] as number),
  );
  const size = by.length === 0 ? 0 : groups.size;
  const rows = sums
    .all(size, bits.firsts, kinds)
    .map((each, group) => ({ key: groups.keyOf(group, by), entries: each.entries, sums: each }))
    .sort(foremost({ by, most }))
    .slice(0, most);
  const [whole = noSums()] = total.all(1, bits.firsts, kinds);
  return {
    rows: rows.map(({ key, sums: each }) => rowOf(key, each)),
    distinct: size,
    total: rowOf({}, whole),
  };
}

export function prepareQuality(columns: Columns): (query: QualityQuery) => QualityFigures {
  const kept = new KeptWhile<QualityFigures>(columns);
  return (query) =>
    kept.get(JSON.stringify([query.by, query.filters, query.most]), Date.parse(query.at), () =>
      figures(query, columns),
    );
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
