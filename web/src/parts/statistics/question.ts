/** The address of the statistics page: which two facets are crossed, what is measured, within which filters. */
import type { Facet, Measure } from '../../../../api/types.ts';

/** Facets that can be crossed and narrowed by, in the order in which they are offered. */
export const DIMENSIONS = [
  ...['province', 'city', 'county', 'mode', 'openness', 'theme', 'industry', 'format', 'kind', 'publisher'],
  ...['source', 'frequency', 'quality', 'registered', 'implementingAgency', 'operator', 'registrant'],
  ...['modifiedYear', 'modifiedMonth', 'issuedYear', 'issuedMonth', 'registeredUntil'],
] as Facet[];

export const MEASURES: Measure[] = [
  ...(['resources', 'entries', 'publishers', 'formats', 'rows', 'late', 'quality', 'registered'] as const),
];

const facetOf = (value: string | null): Facet | undefined => DIMENSIONS.find((facet) => facet === value);

export interface Question {
  rows: Facet | undefined;
  columns: Facet | undefined;
  measure: Measure;
  filters: [Facet, string][];
  /** Whether all values are asked for. */
  all: boolean;
}

export function questionOf(search: URLSearchParams): Question {
  return {
    rows: facetOf(search.get('rows')),
    columns: facetOf(search.get('columns')),
    measure: MEASURES.find((one) => one === search.get('measure')) ?? 'resources',
    filters: DIMENSIONS.flatMap((facet) =>
      search.getAll(facet).map((value): [Facet, string] => [facet, value]),
    ),
    all: search.has('all'),
  };
}

/** Of the API's table; null where nothing is asked yet. Two sides of one facet are one. */
export function tableQuery({ rows, columns, measure, filters, all }: Question): URLSearchParams | null {
  if (rows === undefined && columns === undefined) return null;
  const query = new URLSearchParams();
  if (rows !== undefined) query.set('rows', rows);
  if (columns !== undefined && columns !== rows) query.set('columns', columns);
  query.set('measure', measure);
  for (const [facet, value] of filters) query.append(facet, value);
  // Two years of months.
  query.set('mostColumns', '24');
  if (all) {
    query.set('mostRows', '1000');
    query.set('mostColumns', '100');
  }
  return query;
}
