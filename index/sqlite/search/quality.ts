/** Quality in figures, over the columns in memory; and whose records lack what. */
import type { DatabaseSync } from 'node:sqlite';
import type { Band } from '../../../config/quality/quality.ts';
import { DIMENSIONS, type Dimension } from '../../../config/quality/quality.ts';
import { CHECK, lateBits, sharesOf, statedBand } from '../../../normalizer/quality/marks.ts';
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

/** What follows from bits: of few different ones, whatever the number of entries. */
interface Judged {
  shares: Record<Dimension, number>;
  band: Band;
}

function judging(): (lacks: number, late: number, exempt: number) => Judged {
  const known = new Map<string, Judged>();
  return (lacks, late, exempt) => {
    const key = `${lacks},${late},${exempt}`;
    let judged = known.get(key);
    if (judged === undefined) {
      judged = { shares: sharesOf(lacks | late, exempt | CHECK), band: statedBand({ lacks, exempt }) };
      known.set(key, judged);
    }
    return judged;
  };
}

export function quality({ by: asked, filters, at }: QualityQuery, columns: Columns): QualityFigures {
  const by = [...new Set(asked)];
  const filter = filterMask(filters, columns);
  const instant = Date.parse(at);
  const facets = by.map((facet) => FACETS.indexOf(facet));
  const values: number[][] = by.map(() => []);
  const rows = new Map<string, { terms: number[]; sums: QualitySums }>();
  const total = noSums();
  const judge = judging();
  for (let number = 1; number < columns.size; number += 1) {
    if (columns.lead[number] === 0 || !admits(filter, columns, number)) continue;
    const marks = columns.marksOf(number);
    const late = lateBits(marks, instant);
    const { shares, band } = judge(marks.lacks, late, marks.exempt);
    const lacks = marks.lacks | late;
    const add = (sums: QualitySums): void => {
      sums.entries += 1;
      for (const dimension of DIMENSIONS) sums.dimensions[dimension] += shares[dimension];
      sums.mqa += marks.mqa;
      sums.bands[band] += 1;
      for (let bits = lacks; bits !== 0; bits &= bits - 1) {
        const place = 31 - Math.clz32(bits & -bits);
        sums.lacks[place] = (sums.lacks[place] as number) + 1;
      }
    };
    add(total);
    if (by.length === 0) continue;
    for (const list of values) list.length = 0;
    const end = columns.ownEnd[number] as number;
    for (let place = columns.ownStart[number] as number; place < end; place += 1) {
      const term = columns.pool[place] as number;
      const facet = facets.indexOf(columns.facetOf[term] as number);
      if (facet >= 0) values[facet]?.push(term);
    }
    for (const terms of combinations(values)) {
      const key = terms.join(',');
      let row = rows.get(key);
      if (row === undefined) {
        row = { terms, sums: noSums() };
        rows.set(key, row);
      }
      add(row.sums);
    }
  }
  const named = [...rows.values()].map(({ terms, sums }) =>
    rowOf(
      Object.fromEntries(
        by.flatMap((facet, place) => {
          const term = terms[place] as number;
          return term === 0 ? [] : [[facet, columns.terms[term]?.value as string]];
        }),
      ),
      sums,
    ),
  );
  return { rows: named.sort(byKey(by)), total: rowOf({}, total) };
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
