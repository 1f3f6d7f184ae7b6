/** Two facets crossed, and a measure in each cell: what can be asked, and what of it is shown, whatever the engine. */
import { type Facet, type Filters, NOT_STATED } from '../query.ts';

/**
 * `publishers`, `formats`: distinct ones among the entries. `rows`: of data, each resource once, where stated. `late`: share
 * of the entries that state a cycle and a date which are late by them. `quality`: mean of the entries' scores.
 * `registered`: share of the resources that have a valid registration.
 */
export const MEASURES = [
  'resources',
  'entries',
  'publishers',
  'formats',
  'rows',
  'late',
  'quality',
  'registered',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Facets of time, which stand in their own order, the newest kept. */
const TIMES: readonly Facet[] = [
  'issuedYear',
  'issuedMonth',
  'modifiedYear',
  'modifiedMonth',
  'registeredUntil',
];
export const isTime = (facet: Facet): boolean => TIMES.includes(facet);

export interface PivotQuery {
  /** Two different facets, or one, or none: totals. */
  rows?: Facet;
  columns?: Facet;
  measure: Measure;
  filters: Filters;
  /** The instant by which entries are late, and judged. */
  at: string;
  /** Values shown at most. */
  mostRows: number;
  mostColumns: number;
}

/** An entry counts under its own values, a resource where an entry of it does. */
export interface Figure {
  entries: number;
  resources: number;
  /** Null where nothing tells it. */
  value: number | null;
  /** Entries or resources that tell it, where not all do. */
  of?: number;
}

/** Of a choice of values; `NOT_STATED` where entries do not say, undefined where all are meant. */
export interface FigureAt extends Figure {
  row?: string;
  column?: string;
}

export interface Axis {
  values: { value: string; total: Figure }[];
  /** Values that are not shown. */
  left: number;
}

export interface Pivot {
  rows: Axis;
  columns: Axis;
  /** By row, then column; null where nothing is. */
  cells: (Figure | null)[][];
  total: Figure;
}

const SHARES: readonly Measure[] = ['late', 'quality', 'registered'];
/** Whether figures of parts cannot be told apart by size: a mean of one entry says little. */
export const isMean = (measure: Measure): boolean => SHARES.includes(measure);

function axisOf(figures: FigureAt[], side: 'row' | 'column', query: PivotQuery): Axis {
  const facet = side === 'row' ? query.rows : query.columns;
  if (facet === undefined) return { values: [], left: 0 };
  const wanted = query.filters[facet];
  const most = side === 'row' ? query.mostRows : query.mostColumns;
  const other = side === 'row' ? 'column' : 'row';
  const size = ({ value, entries }: Figure): number => (isMean(query.measure) ? entries : (value ?? 0));
  const named = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
  const values = figures
    .filter((figure) => figure[side] !== undefined && figure[other] === undefined)
    .map(({ row, column, ...total }) => ({ value: (side === 'row' ? row : column) as string, total }))
    // Who asks for some values alone is shown those, not what else their entries are.
    .filter(({ value }) => wanted === undefined || wanted.length === 0 || wanted.includes(value));
  const time = isTime(facet);
  const sorted = values.sort(
    (one, two) =>
      // What is not stated stands last.
      Number(one.value === NOT_STATED) - Number(two.value === NOT_STATED) ||
      (time ? named(two.value, one.value) : size(two.total) - size(one.total) || named(one.value, two.value)),
  );
  const shown = sorted.slice(0, most);
  if (time)
    shown.sort(
      (one, two) =>
        Number(one.value === NOT_STATED) - Number(two.value === NOT_STATED) || named(one.value, two.value),
    );
  return { values: shown, left: sorted.length - shown.length };
}

/** The largest rows and columns, or the newest, with the cells where they meet. `figures`: totals among them. */
export function arranged(figures: FigureAt[], query: PivotQuery): Pivot {
  const rows = axisOf(figures, 'row', query);
  const columns = axisOf(figures, 'column', query);
  const rowAt = new Map(rows.values.map(({ value }, at) => [value, at]));
  const columnAt = new Map(columns.values.map(({ value }, at) => [value, at]));
  const cells = rows.values.map((): (Figure | null)[] => columns.values.map(() => null));
  let total: Figure = { entries: 0, resources: 0, value: isMean(query.measure) ? null : 0 };
  for (const { row, column, ...figure } of figures) {
    if (row === undefined && column === undefined) total = figure;
    if (row === undefined || column === undefined) continue;
    const line = cells[rowAt.get(row) ?? -1];
    const at = columnAt.get(column);
    if (line !== undefined && at !== undefined) line[at] = figure;
  }
  return { rows, columns, cells, total };
}
