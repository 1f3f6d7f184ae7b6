/** A table of statistics as it is exported: a line for every cell, with words, counts, measure and date. */
import { z } from 'zod';
import { wordsFor } from '../../config/words.ts';
import type { PivotAnswer } from '../schemas/figures/pivot.ts';
import type { Column, Dataset, ExportRecord, Facts } from './dataset.ts';

const AXES = ['rows', 'columns'] as const;

export function tableDataset({ rows, columns, measure }: PivotAnswer, facts: Facts): Dataset {
  const texts = AXES.flatMap((side) => {
    const axis = side === 'rows' ? rows : columns;
    if (axis === null) return [];
    const { zh, en } = wordsFor('facets', axis.facet);
    return [
      column(axis.facet, 'text', zh, en),
      column(`${axis.facet}Zh`, 'text', `${zh}（中文）`, `${en} (Chinese)`),
      column(`${axis.facet}En`, 'text', `${zh}（英文）`, `${en} (English)`),
    ];
  });
  const all: Column[] = [
    ...texts,
    ...(measure.code === 'entries' || measure.code === 'resources'
      ? []
      : [{ ...column(measure.code, 'number', measure.label.zh, measure.label.en), meaning: measure.means }]),
    column('entries', 'integer', '条目数', 'Entries'),
    column('resources', 'integer', '资源数', 'Resources'),
    column('search', 'text', '检索条件', 'Search'),
    column('asOf', 'text', '数据时点', 'As of'),
  ];
  const types = { text: z.string(), integer: z.int().nonnegative(), number: z.number().nullable() };
  const described = all.map(({ name, type, meaning: { zh, en } }) => [
    name,
    types[type as keyof typeof types].describe(`${zh} / ${en}`),
  ]);
  return {
    name: 'statistics',
    title: { zh: '统计', en: 'Statistics' },
    facts,
    schema: z.strictObject(Object.fromEntries(described)),
    columns: all,
  };
}

const column = (name: string, type: Column['type'], zh: string, en: string): Column => ({
  name,
  path: name,
  type,
  head: { zh, en },
  meaning: { zh, en },
});

/** Cells where there are two sides, else the totals of the one, else the whole. */
export function tableRecords({ rows, columns, cells, total, measure, at }: PivotAnswer): ExportRecord[] {
  type Value = NonNullable<PivotAnswer['rows']>['values'][number];
  const words = (axis: PivotAnswer['rows'], value: Value | undefined): ExportRecord =>
    axis === null || value === undefined
      ? {}
      : {
          [axis.facet]: value.value,
          [`${axis.facet}Zh`]: value.label.zh,
          [`${axis.facet}En`]: value.label.en,
        };
  const record = (figure: PivotAnswer['total'], row?: Value, other?: Value): ExportRecord => ({
    ...words(rows, row),
    ...words(columns, other),
    [measure.code]: figure.value,
    entries: figure.entries,
    resources: figure.resources,
    search: figure.query,
    asOf: at,
  });
  if (rows !== null && columns !== null) {
    return cells.flatMap((line, at) =>
      line.flatMap((cell, place) =>
        cell === null ? [] : [record(cell, rows.values[at], columns.values[place])],
      ),
    );
  }
  if (rows !== null) return rows.values.map((value) => record(value.total, value));
  if (columns !== null) return columns.values.map((value) => record(value.total, undefined, value));
  return [record(total)];
}
