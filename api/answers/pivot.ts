/** Two facets crossed, with words, and for each figure the search that finds what it counts. */
import { measureWords } from '../../config/figures/measures.ts';
import type { Source } from '../../config/registry/source.ts';
import { wordsFor } from '../../config/words.ts';
import {
  type Axis,
  type Figure,
  isTime,
  type Measure,
  type Pivot,
  type PivotQuery,
} from '../../index/figures/pivot.ts';
import { FACETS, type Facet, type Filters, said } from '../../index/query.ts';
import type { PivotAnswer } from '../schemas/figures/pivot.ts';
import { facetLabel } from './label.ts';

/** Filters with their words, as they were asked for. */
export const filtersAnswer = (filters: Filters, sources: ReadonlyMap<string, Source>) =>
  Object.fromEntries(
    FACETS.flatMap((facet) => {
      const values = filters[facet];
      if (values === undefined) return [];
      return [
        [facet, values.map((value) => ({ value: said(value), label: facetLabel(facet, value, sources) }))],
      ];
    }),
  );

/** One offer has to answer all of it, as it does in a cell. */
function searchFor(filters: Filters): string {
  const parameters = FACETS.flatMap((facet) => (filters[facet] ?? []).map((value) => [facet, said(value)]));
  return new URLSearchParams(parameters.length === 0 ? [] : [...parameters, ['together', 'true']]).toString();
}

export function measureAnswer(code: Measure): PivotAnswer['measure'] {
  const { zh, en, unit, means } = measureWords(code);
  return { code, label: { zh, en }, unit, means };
}

export function pivotAnswer(
  pivot: Pivot,
  query: PivotQuery,
  sources: ReadonlyMap<string, Source>,
): PivotAnswer {
  const figure = (found: Figure, more: Filters): PivotAnswer['total'] => ({
    ...found,
    query: searchFor({ ...query.filters, ...more }),
  });
  const only = (facet: Facet | undefined, value: string | undefined): Filters =>
    facet === undefined || value === undefined ? {} : { [facet]: [value] };
  const axis = (facet: Facet | undefined, { values, left }: Axis): PivotAnswer['rows'] =>
    facet === undefined
      ? null
      : {
          facet,
          label: wordsFor('facets', facet),
          time: isTime(facet),
          values: values.map(({ value, total }) => ({
            value: said(value),
            label: facetLabel(facet, value, sources),
            total: figure(total, only(facet, value)),
          })),
          left,
        };
  const { rows, columns, cells, total } = pivot;
  return {
    measure: measureAnswer(query.measure),
    rows: axis(query.rows, rows),
    columns: axis(query.columns, columns),
    cells: cells.map((line, row) =>
      line.map((cell, column) =>
        cell === null
          ? null
          : figure(cell, {
              ...only(query.rows, rows.values[row]?.value),
              ...only(query.columns, columns.values[column]?.value),
            }),
      ),
    ),
    total: figure(total, {}),
    filters: filtersAnswer(query.filters, sources),
    at: query.at,
  };
}
