/** Entries and distinct resources by facets: an entry counts under its own values, a resource where an entry of it does. */
import type { DatabaseSync } from 'node:sqlite';
import { byKey } from '../../order.ts';
import {
  FACETS,
  type Facet,
  type Statistics,
  type StatisticsQuery,
  type StatisticsRow,
} from '../../query.ts';
import type { Columns } from '../columns.ts';
import { admits, filterMask } from './counting.ts';

interface Tally {
  /** Terms of the row, 0 where the entry does not say. */
  terms: number[];
  entries: number;
  /** Leads of resources with one entry need no set. */
  single: number;
  several: Set<number>;
}

export function statistics(query: StatisticsQuery, db: DatabaseSync, columns: Columns): Statistics {
  const by = [...new Set(query.by)];
  const filter = filterMask(query.filters, columns);
  const rows = new Map<string, Tally>();
  const total: Tally = { terms: [], entries: 0, single: 0, several: new Set() };
  const facets = by.map((facet) => FACETS.indexOf(facet));
  const values: number[][] = by.map(() => []);
  for (let number = 1; number < columns.size; number += 1) {
    const lead = columns.lead[number] as number;
    if (lead === 0 || !admits(filter, columns, number)) continue;
    const several = (columns.offers[lead] as number) > 1;
    const tally = (row: Tally) => {
      row.entries += 1;
      if (several) row.several.add(lead);
      else row.single += 1;
    };
    tally(total);
    for (const list of values) list.length = 0;
    const end = columns.ownEnd[number] as number;
    for (let at = columns.ownStart[number] as number; at < end; at += 1) {
      const term = columns.pool[at] as number;
      const place = facets.indexOf(columns.facetOf[term] as number);
      if (place >= 0) values[place]?.push(term);
    }
    for (const terms of combinations(values)) {
      const key = terms.join(',');
      let row = rows.get(key);
      if (row === undefined) {
        row = { terms, entries: 0, single: 0, several: new Set() };
        rows.set(key, row);
      }
      tally(row);
    }
  }
  const sorted = [...rows.values()].map((row) => rowOf(row, by, columns)).sort(byKey(by));
  const at = db.prepare("select value from figure where name = 'changedAt'").get()?.value as
    | string
    | undefined;
  return {
    rows: sorted,
    total: { entries: total.entries, resources: total.single + total.several.size },
    at: at ?? new Date().toISOString(),
  };
}

/** One row for every choice of one value a facet; a facet without values is left open. */
export function combinations(values: number[][]): number[][] {
  let rows: number[][] = [[]];
  for (const list of values) {
    const choices = list.length === 0 ? [0] : list;
    rows =
      choices.length === 1
        ? rows.map((row) => [...row, choices[0] as number])
        : rows.flatMap((row) => choices.map((term) => [...row, term]));
  }
  return rows;
}

function rowOf({ terms, entries, single, several }: Tally, by: Facet[], columns: Columns): StatisticsRow {
  const key: StatisticsRow['key'] = {};
  for (const [at, facet] of by.entries()) {
    const term = terms[at] as number;
    if (term !== 0) key[facet] = columns.terms[term]?.value as string;
  }
  return { key, entries, resources: single + several.size };
}
