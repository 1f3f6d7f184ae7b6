/** Two facets crossed in one walk over the columns in memory: cells, totals of both sides, and the whole. */
import { CHECK, CLOCK, lateBits, ON_TIME, sharesOf, totalOf } from '../../../normalizer/quality/marks.ts';
import { arranged, type FigureAt, type Measure, type Pivot, type PivotQuery } from '../../figures/pivot.ts';
import { type Facet, NOT_STATED } from '../../query.ts';
import type { Columns } from '../columns.ts';
import { grown } from '../grown.ts';
import { admits, filterMask } from './counting.ts';
import { Tallies } from './groups.ts';
import { KeptWhile } from './matching/texts.ts';
import { Pairs } from './pairs.ts';

/** Stands for all values of a side. */
const ALL = -1;

/** What of a measure came together in each cell, and how many told it. */
class Sums {
  sum = new Float64Array(0);
  of = new Int32Array(0);

  add(cell: number, amount: number): void {
    this.sum = grown(this.sum, cell + 1);
    this.of = grown(this.of, cell + 1);
    this.sum[cell] = (this.sum[cell] as number) + amount;
    this.of[cell] = (this.of[cell] as number) + 1;
  }
}

interface Measuring {
  /** What an entry adds to each cell that it is in; `fresh`: its resource is new there. */
  add(cell: number, number: number, lead: number, fresh: boolean): void;
  value(cell: number, counted: { entries: number; resources: number }): Pick<FigureAt, 'value' | 'of'>;
}

function distinct(facet: Facet, columns: Columns): Measuring {
  const read = columns.values.of(facet);
  const terms: number[] = [];
  const met = new Pairs();
  const sums = new Sums();
  return {
    add(cell, number) {
      terms.length = 0;
      read(number, terms);
      for (const term of terms) {
        const known = met.size;
        if (met.of(cell, term) === known) sums.add(cell, 1);
      }
    },
    value: (cell) => ({ value: sums.of[cell] ?? 0 }),
  };
}

/** Scores by what is lacking: few different ones, whatever the number of entries. */
function scores(columns: Columns, instant: number): (number: number) => number {
  const kinds = new Pairs();
  const known: number[] = [];
  return (number) => {
    const marks = columns.marksOf(number);
    const lacks = marks.lacks | lateBits(marks, instant);
    const exempt = marks.exempt | CHECK;
    const kind = kinds.of(lacks, exempt);
    known[kind] ??= totalOf(sharesOf(lacks, exempt));
    return known[kind] as number;
  };
}

function measuring(measure: Measure, columns: Columns, instant: number): Measuring {
  if (measure === 'publishers') return distinct('publisher', columns);
  if (measure === 'formats') return distinct('format', columns);
  const sums = new Sums();
  const ofCell = (cell: number) => ({ sum: sums.sum[cell] ?? 0, of: sums.of[cell] ?? 0 });
  if (measure === 'rows') {
    return {
      add(cell, _, lead, fresh) {
        const rows = columns.rows[lead] as number;
        if (fresh && !Number.isNaN(rows)) sums.add(cell, rows);
      },
      value(cell) {
        const { sum, of } = ofCell(cell);
        return { value: of === 0 ? null : sum, of };
      },
    };
  }
  if (measure === 'late') {
    return {
      add(cell, number) {
        const marks = columns.marksOf(number);
        if ((marks.exempt & CLOCK) !== 0 || !Number.isFinite(marks.due)) return;
        sums.add(cell, (lateBits(marks, instant) & ON_TIME) === 0 ? 0 : 1);
      },
      value(cell) {
        const { sum, of } = ofCell(cell);
        return { value: of === 0 ? null : sum / of, of };
      },
    };
  }
  if (measure === 'quality') {
    const score = scores(columns, instant);
    return {
      add: (cell, number) => sums.add(cell, score(number)),
      value(cell) {
        const { sum, of } = ofCell(cell);
        return { value: of === 0 ? null : sum / of };
      },
    };
  }
  if (measure === 'registered') {
    const valid = columns.termNumber('registered', 'valid');
    return {
      add(cell, _, lead, fresh) {
        if (!fresh || valid === undefined) return;
        const end = columns.wholeEnd[lead] as number;
        for (let place = columns.wholeStart[lead] as number; place < end; place += 1) {
          if (columns.pool[place] === valid) sums.add(cell, 1);
        }
      },
      value: (cell, { resources }) => ({ value: resources === 0 ? null : ofCell(cell).sum / resources }),
    };
  }
  return {
    add: () => undefined,
    value: (_, { entries, resources }) => ({ value: measure === 'entries' ? entries : resources }),
  };
}

function figures(query: PivotQuery, columns: Columns): Pivot {
  const filter = filterMask(query.filters, columns);
  const { add, value } = measuring(query.measure, columns, Date.parse(query.at));
  const [readRows, readColumns] = [query.rows, query.columns].map((facet) =>
    facet === undefined ? undefined : columns.values.of(facet),
  );
  /** Terms of both sides; 0 where nothing is stated. */
  const cells = new Pairs();
  const tallies = new Tallies();
  const tally = (row: number, column: number, number: number, lead: number): void => {
    const cell = cells.of(row, column);
    add(cell, number, lead, tallies.add(cell, lead));
  };

  const rows: number[] = [];
  const others: number[] = [];
  for (const number of columns.byResource()) {
    if (!admits(filter, columns, number)) continue;
    const lead = columns.lead[number] as number;
    rows.length = 0;
    others.length = 0;
    readRows?.(number, rows);
    readColumns?.(number, others);
    if (readRows !== undefined && rows.length === 0) rows.push(0);
    if (readColumns !== undefined && others.length === 0) others.push(0);
    tally(ALL, ALL, number, lead);
    for (const row of rows) tally(row, ALL, number, lead);
    for (const column of others) {
      tally(ALL, column, number, lead);
      for (const row of rows) tally(row, column, number, lead);
    }
  }

  const named = (term: number): string => (term === 0 ? NOT_STATED : (columns.terms[term]?.value as string));
  const all = Array.from({ length: cells.size }, (_, cell): FigureAt => {
    const [row, column] = [cells.firsts[cell] as number, cells.seconds[cell] as number];
    const counted = {
      entries: tallies.entries[cell] as number,
      resources: tallies.resources[cell] as number,
    };
    return {
      ...{ ...counted, ...value(cell, counted) },
      ...(row === ALL ? {} : { row: named(row) }),
      ...(column === ALL ? {} : { column: named(column) }),
    };
  });
  return arranged(all, query);
}

export function preparePivot(columns: Columns): (query: PivotQuery) => Pivot {
  const kept = new KeptWhile<Pivot>(columns);
  return (query) => {
    const { at, ...question } = query;
    return kept.get(JSON.stringify(question), Date.parse(at), () => figures(query, columns));
  };
}
