/** Two facets crossed in one walk over the columns in memory: cells, totals of both sides, and the whole. */
import type { Marks } from '../../../normalizer/quality/marks.ts';
import { CHECK, CLOCK, lateBits, ON_TIME, sharesOf, totalOf } from '../../../normalizer/quality/marks.ts';
import { arranged, type FigureAt, type Measure, type Pivot, type PivotQuery } from '../../figures/pivot.ts';
import { FACETS, type Facet, NOT_STATED } from '../../query.ts';
import type { Columns } from '../columns.ts';
import { admits, filterMask } from './counting.ts';

/** Stands for all values of a side. */
const ALL = -1;

interface Cell {
  row: number;
  column: number;
  entries: number;
  /** Leads of resources with one entry need no set. */
  single: number;
  several?: Set<number>;
  sum: number;
  of: number;
  distinct?: Set<number>;
}

/** What an entry adds to each cell that it is in; `fresh`: its resource is new there. */
type Add = (cell: Cell, number: number, lead: number, fresh: boolean) => void;

interface Measuring {
  add: Add;
  value(cell: Cell, resources: number): Pick<FigureAt, 'value' | 'of'>;
}

const mean = ({ sum, of }: Cell) => ({ value: of === 0 ? null : sum / of, of });

function distinct(facet: Facet, columns: Columns): Measuring {
  const place = FACETS.indexOf(facet);
  // An entry is in several cells, one after the other: its values are looked up once.
  let looked = 0;
  let values: number[] = [];
  return {
    add(cell, number) {
      if (looked !== number) {
        looked = number;
        values = [];
        const end = columns.ownEnd[number] as number;
        for (let at = columns.ownStart[number] as number; at < end; at += 1) {
          const term = columns.pool[at] as number;
          if (columns.facetOf[term] === place) values.push(term);
        }
      }
      cell.distinct ??= new Set();
      for (const term of values) cell.distinct.add(term);
    },
    value: (cell) => ({ value: cell.distinct?.size ?? 0 }),
  };
}

/** Scores by what is lacking: few different ones, whatever the number of entries. */
function scores(instant: number): (marks: Marks) => number {
  const known = new Map<number, Map<number, number>>();
  return (marks) => {
    const lacks = marks.lacks | lateBits(marks, instant);
    const exempt = marks.exempt | CHECK;
    let of = known.get(exempt);
    if (of === undefined) {
      of = new Map();
      known.set(exempt, of);
    }
    let score = of.get(lacks);
    if (score === undefined) {
      score = totalOf(sharesOf(lacks, exempt));
      of.set(lacks, score);
    }
    return score;
  };
}

function measuring(measure: Measure, columns: Columns, at: string): Measuring {
  const instant = Date.parse(at);
  if (measure === 'publishers') return distinct('publisher', columns);
  if (measure === 'formats') return distinct('format', columns);
  if (measure === 'rows') {
    return {
      add(cell, _, lead, fresh) {
        const rows = columns.rows[lead] as number;
        if (!fresh || Number.isNaN(rows)) return;
        cell.sum += rows;
        cell.of += 1;
      },
      value: ({ sum, of }) => ({ value: of === 0 ? null : sum, of }),
    };
  }
  if (measure === 'late') {
    return {
      add(cell, number) {
        const marks = columns.marksOf(number);
        if ((marks.exempt & CLOCK) !== 0 || !Number.isFinite(marks.due)) return;
        cell.of += 1;
        if ((lateBits(marks, instant) & ON_TIME) !== 0) cell.sum += 1;
      },
      value: mean,
    };
  }
  if (measure === 'quality') {
    const score = scores(instant);
    return {
      add(cell, number) {
        cell.sum += score(columns.marksOf(number));
        cell.of += 1;
      },
      value: ({ sum, of }) => ({ value: of === 0 ? null : sum / of }),
    };
  }
  if (measure === 'registered') {
    const valid = columns.termNumber('registered', 'valid');
    return {
      add(cell, _, lead, fresh) {
        if (!fresh || valid === undefined) return;
        const end = columns.wholeEnd[lead] as number;
        for (let place = columns.wholeStart[lead] as number; place < end; place += 1) {
          if (columns.pool[place] === valid) cell.sum += 1;
        }
      },
      value: ({ sum }, resources) => ({ value: resources === 0 ? null : sum / resources }),
    };
  }
  return {
    add: () => undefined,
    value: ({ entries }, resources) => ({ value: measure === 'entries' ? entries : resources }),
  };
}

const EMPTY: readonly number[] = [];
const SILENT: readonly number[] = [0];

export function pivot(query: PivotQuery, columns: Columns): Pivot {
  const filter = filterMask(query.filters, columns);
  const { add, value } = measuring(query.measure, columns, query.at);
  const places = [query.rows, query.columns].map((facet) =>
    facet === undefined ? undefined : FACETS.indexOf(facet),
  );
  const own: number[][] = [[], []];
  const cells = new Map<number, Cell>();
  // Numbers within each facet keep the keys of cells small.
  const within = new Int32Array(columns.terms.length);
  const seen = [0, 0];
  for (let term = 1; term < within.length; term += 1) {
    const side = places.indexOf(columns.facetOf[term] as number);
    if (side < 0) continue;
    seen[side] = (seen[side] as number) + 1;
    within[term] = seen[side] as number;
  }
  const breadth = (seen[1] as number) + 2;
  const placeOf = (term: number): number => (term === ALL ? 0 : (within[term] as number) + 1);

  const tally = (row: number, column: number, number: number, lead: number): void => {
    const key = placeOf(row) * breadth + placeOf(column);
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { row, column, entries: 0, single: 0, sum: 0, of: 0 };
      cells.set(key, cell);
    }
    cell.entries += 1;
    let fresh = true;
    if ((columns.offers[lead] as number) > 1) {
      cell.several ??= new Set();
      fresh = !cell.several.has(lead);
      if (fresh) cell.several.add(lead);
    } else cell.single += 1;
    add(cell, number, lead, fresh);
  };

  for (let number = 1; number < columns.size; number += 1) {
    const lead = columns.lead[number] as number;
    if (lead === 0 || !admits(filter, columns, number)) continue;
    for (const list of own) list.length = 0;
    const end = columns.ownEnd[number] as number;
    for (let at = columns.ownStart[number] as number; at < end; at += 1) {
      const term = columns.pool[at] as number;
      const side = places.indexOf(columns.facetOf[term] as number);
      if (side >= 0) own[side]?.push(term);
    }
    const [rows, others] = own.map((list, side) =>
      places[side] === undefined ? EMPTY : list.length === 0 ? SILENT : list,
    ) as [readonly number[], readonly number[]];
    tally(ALL, ALL, number, lead);
    for (const row of rows) tally(row, ALL, number, lead);
    for (const column of others) {
      tally(ALL, column, number, lead);
      for (const row of rows) tally(row, column, number, lead);
    }
  }

  const named = (term: number): string => (term === 0 ? NOT_STATED : (columns.terms[term]?.value as string));
  const figures = [...cells.values()].map((cell): FigureAt => {
    const resources = cell.single + (cell.several?.size ?? 0);
    return {
      entries: cell.entries,
      resources,
      ...value(cell, resources),
      ...(cell.row === ALL ? {} : { row: named(cell.row) }),
      ...(cell.column === ALL ? {} : { column: named(cell.column) }),
    };
  });
  return arranged(figures, query);
}
