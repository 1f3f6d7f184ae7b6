/** Two facets crossed: cells, totals of both sides and the whole, each grouped by the cluster, all of one moment. */
import { arranged, type Figure, type FigureAt, type Pivot, type PivotQuery } from '../../figures/pivot.ts';
import { type Facet, NOT_STATED } from '../../query.ts';
import type { Moment, Store } from '../store.ts';
import { type Group, groupsOf, living, namesOf } from './groups.ts';
import { nameOf, scoresAt } from './quality.ts';
import { type Counts, counted, type Tally } from './statistics.ts';

type Value = Pick<Figure, 'value' | 'of'>;
/** What is measured in a group, by its name (`Counts`). */
type Values = (name: string, tally: Tally) => Value;
type Measure = (by: Facet[]) => Promise<Values>;

export async function pivot(query: PivotQuery, store: Store): Promise<Pivot> {
  const sides = [query.rows, query.columns].flatMap((facet) => facet ?? []);
  // Each side, both together, and the whole.
  const groupings: Facet[][] = [[], ...sides.map((facet) => [facet]), ...(sides.length === 2 ? [sides] : [])];
  const moment = await store.openMoment('entries');
  try {
    const measure = prepareMeasure(query, groupings, store, moment);
    const figures = await Promise.all(groupings.map((by) => grouped(query, by, measure, store, moment)));
    return arranged(figures.flat(), query);
  } finally {
    await moment.close();
  }
}

async function grouped(
  query: PivotQuery,
  by: Facet[],
  measure: Measure,
  store: Store,
  moment: Moment,
): Promise<FigureAt[]> {
  const data = query.measure === 'rows';
  const [counts, value] = await Promise.all([
    counted({ by, filters: query.filters, data }, store, moment),
    measure(by),
  ]);
  return named(by, counts).map(([name, { entries, resources, ...sums }]) => {
    const values = JSON.parse(name) as (string | null)[];
    const at = (facet: Facet | undefined): string | undefined =>
      facet !== undefined && by.includes(facet) ? (values[by.indexOf(facet)] ?? NOT_STATED) : undefined;
    const [row, column] = [at(query.rows), at(query.columns)];
    return {
      entries,
      resources,
      ...value(name, { entries, resources, ...sums }),
      ...(row === undefined ? {} : { row }),
      ...(column === undefined ? {} : { column }),
    };
  });
}

/** The groups; the whole is one where there is anything. */
const named = (by: Facet[], { tallies, total }: Counts): [string, Tally][] =>
  by.length > 0 ? [...tallies] : total.entries === 0 ? [] : [['[]', total]];

function prepareMeasure(query: PivotQuery, groupings: Facet[][], store: Store, moment: Moment): Measure {
  const { measure, filters, at } = query;
  switch (measure) {
    case 'entries':
    case 'resources':
      return async () => (_, tally) => ({ value: tally[measure] });
    case 'rows':
      return async () =>
        (_, { data = 0, telling = 0 }) => ({ value: telling === 0 ? null : data, of: telling });
    case 'registered': {
      const leads = [{ term: { 'all.registered': 'valid' } }];
      return async (by) => {
        const registered = new Map(named(by, await counted({ by, filters, leads }, store, moment)));
        return (name, { resources }) => ({ value: (registered.get(name)?.resources ?? 0) / resources });
      };
    }
    case 'quality':
      return async (by) => {
        const scores = await scoresAt({ by, filters, at }, store, moment);
        return (name) => ({ value: scores.get(name) ?? null });
      };
    case 'late':
      return (by) => late(query, by, store, moment);
    default: {
      const found = distinct(
        measure === 'publishers' ? 'publisher' : 'format',
        query,
        groupings,
        store,
        moment,
      );
      return async (by) => {
        const values = (await found).get(by);
        return (name) => ({ value: values?.get(name)?.size ?? 0 });
      };
    }
  }
}

/**
 * The values of a facet that the entries of each group have, for every grouping, by the group's name: gathered from one
 * walk through the groups of all facets together, which are many.
 */
async function distinct(
  facet: Facet,
  query: PivotQuery,
  groupings: Facet[][],
  store: Store,
  moment: Moment,
): Promise<Map<Facet[], Map<string, Set<string>>>> {
  const stated = [{ exists: { field: `own.${facet}` } }];
  const finest = groupings.at(-1) ?? [];
  // It may be what is grouped by as well.
  const all: [string, Facet][] = [...namesOf(finest), ['counted', facet]];
  const found = new Map(groupings.map((by) => [by, new Map<string, Set<string>>()]));
  const grouping = { by: all, filters: query.filters, within: stated };
  for await (const { key } of groupsOf(grouping, store, moment)) {
    for (const [by, values] of found) {
      const name = nameOf(by, key);
      const own = values.get(name) ?? new Set();
      values.set(name, own.add(key.counted as string));
    }
  }
  return found;
}

/** Of the entries that state a cycle and a date, the share that is late. */
async function late(query: PivotQuery, by: Facet[], store: Store, moment: Moment): Promise<Values> {
  const past = { filter: { range: { 'quality.due': { lte: Date.parse(query.at) } } } };
  const due = { exists: { field: 'quality.due' } };
  const values = new Map<string, Value>();
  const note = (name: string, of: number, lates: number): void => {
    values.set(name, { value: of === 0 ? null : lates / of, of });
  };
  if (by.length === 0) {
    const { aggregations, total } = await store.search(moment, {
      query: living(query.filters, [due]),
      size: 0,
      track_total_hits: true,
      aggs: { past },
    });
    note('[]', total, (aggregations.past as unknown as { doc_count: number }).doc_count);
  } else {
    const grouping = { by: namesOf(by), filters: query.filters, within: [due], aggs: { past } };
    for await (const group of groupsOf<Group & { past: { doc_count: number } }>(grouping, store, moment)) {
      note(nameOf(by, group.key), group.doc_count, group.past.doc_count);
    }
  }
  return (name) => values.get(name) ?? { value: null, of: 0 };
}
