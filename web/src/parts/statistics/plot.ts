/** What of a table is drawn: bars of rows, or lines along time, and by what they are told apart. */
import type { ApiTable } from '../../../../api/types.ts';
import type { Language } from '../../words/language.tsx';
import type { Figure } from './figures.ts';

/** Bars, points in time, and series told apart, at most: the table has the others. Beside each other fewer fit. */
const MOST_BARS = 20;
const MOST_GROUPS = 10;
const MOST_POINTS = 120;
export const MOST_SERIES = 6;
const MOST_BESIDE = 4;

type Axis = NonNullable<ApiTable['rows']>;

export interface Plot {
  kind: 'bar' | 'line';
  categories: string[];
  series: { name: string; figures: (Figure | null)[] }[];
  /** Series are parts of one bar, and the whole of each stands at its end. */
  stacked: boolean;
  wholes: Figure[];
  /** Whether the table has more. */
  more: boolean;
}

const PARTED = ['resources', 'entries', 'rows'];

/** Whether bars can be made of their parts: all are drawn, and nothing is in two of them. */
function makesUp({ rows, columns, cells, measure }: ApiTable): boolean {
  if (rows === null || columns === null || !PARTED.includes(measure.code)) return false;
  if (columns.left > 0 || columns.values.length > MOST_SERIES) return false;
  return rows.values.every(
    ({ total }, row) =>
      (cells[row] ?? []).reduce((sum, cell) => sum + (cell?.value ?? 0), 0) === (total.value ?? 0),
  );
}

/** Of an axis, what is drawn; what is not stated is left to the table, where time is told. */
const drawn = (axis: Axis, most: number): number[] =>
  axis.values
    .map((_, at) => at)
    .filter((at) => !(axis.time && axis.values[at]?.value === '-'))
    .slice(axis.time ? -most : 0, axis.time ? undefined : most);

export function plotOf(table: ApiTable, language: Language): Plot | null {
  const plot = plainly(table, language);
  return plot === null ? null : evenly(plot);
}

function plainly(table: ApiTable, language: Language): Plot | null {
  const { rows, columns, cells, measure } = table;
  const main = rows ?? columns;
  if (main === null || main.values.length === 0) return null;
  const names = (axis: Axis, at: number[]): string[] =>
    at.map((place) => axis.values[place]?.label[language] ?? '');
  const wholes = (axis: Axis, at: number[]): Figure[] =>
    at.map((place) => (axis.values[place] as Axis['values'][number]).total);
  if (rows === null || columns === null) {
    const at = drawn(main, main.time ? MOST_POINTS : MOST_BARS);
    return {
      kind: main.time ? 'line' : 'bar',
      categories: names(main, at),
      series: [{ name: measure.label[language], figures: wholes(main, at) }],
      stacked: false,
      wholes: wholes(main, at),
      more: at.length < main.values.length || main.left > 0,
    };
  }
  // Time runs along the axis, whichever side it was asked on.
  const turned = columns.time && !rows.time;
  const [along, apart] = turned ? [columns, rows] : [rows, columns];
  const stacked = !along.time && makesUp(table);
  const beside = !along.time && !stacked;
  const at = drawn(along, along.time ? MOST_POINTS : beside ? MOST_GROUPS : MOST_BARS);
  const lines = drawn(apart, beside ? MOST_BESIDE : MOST_SERIES);
  const cell = (row: number, column: number): Figure | null => cells[row]?.[column] ?? null;
  return {
    kind: along.time ? 'line' : 'bar',
    categories: names(along, at),
    series: lines.map((line, order) => ({
      name: names(apart, lines)[order] as string,
      figures: at.map((place) => (turned ? cell(line, place) : cell(place, line))),
    })),
    stacked,
    wholes: wholes(along, at),
    more:
      [along, apart].some(({ left }) => left > 0) ||
      at.length < along.values.length ||
      lines.length < apart.values.length,
  };
}

/** The years or months from the first to the last, none left out. */
function everyTime(first: string, last: string): string[] {
  const times: string[] = [];
  let [year, month] = first.split('-').map(Number) as [number, number?];
  for (let time = first; time <= last && times.length < MOST_POINTS; ) {
    times.push(time);
    if (month === undefined) year += 1;
    else if (month === 12) [year, month] = [year + 1, 1];
    else month += 1;
    time = month === undefined ? String(year) : `${year}-${String(month).padStart(2, '0')}`;
  }
  return times;
}

/** Along a time without gaps: where nothing is counted there is nothing, not what lies between. */
function evenly(plot: Plot): Plot {
  const [first, last] = [plot.categories[0], plot.categories.at(-1)];
  if (plot.kind !== 'line' || first === undefined || last === undefined) return plot;
  const categories = everyTime(first, last);
  const places = categories.map((time) => plot.categories.indexOf(time));
  return {
    ...plot,
    categories,
    series: plot.series.map(({ name, figures }) => ({
      name,
      figures: places.map((place) => figures[place] ?? null),
    })),
  };
}
