/** Entries and distinct resources by facets: an entry counts under its own values, a resource where an entry of it does. */
import type { DatabaseSync } from 'node:sqlite';
import { byKey } from '../../order.ts';
import type { Statistics, StatisticsQuery, StatisticsRow } from '../../query.ts';
import type { Columns } from '../columns.ts';
import { admits, filterMask } from './counting.ts';
import { Groups, Tallies } from './groups.ts';
import { Kept } from './matching/texts.ts';

type Counted = Pick<Statistics, 'rows' | 'total'>;

function counted({ by: asked, filters }: StatisticsQuery, columns: Columns): Counted {
  const by = [...new Set(asked)];
  const filter = filterMask(filters, columns);
  const groups = new Groups(by, columns);
  const tallies = new Tallies();
  const total = new Tallies();
  for (const number of columns.byResource()) {
    if (!admits(filter, columns, number)) continue;
    const lead = columns.lead[number] as number;
    total.add(0, lead);
    for (const group of groups.of(number)) tallies.add(group, lead);
  }
  const found = Math.min(groups.size, tallies.entries.length);
  const rows = Array.from({ length: found }, (_, group): StatisticsRow => {
    const [entries, resources] = [tallies.entries[group] as number, tallies.resources[group] as number];
    return { key: groups.keyOf(group, by), entries, resources };
  });
  return {
    rows: rows.sort(byKey(by)),
    total: { entries: total.entries[0] ?? 0, resources: total.resources[0] ?? 0 },
  };
}

export function prepareStatistics(
  db: DatabaseSync,
  columns: Columns,
): (query: StatisticsQuery) => Statistics {
  const changedAt = db.prepare("select value from figure where name = 'changedAt'");
  const kept = new Kept<Counted>(columns);
  return (query) => ({
    ...kept.get(JSON.stringify([query.by, query.filters]), () => counted(query, columns)),
    at: (changedAt.get()?.value as string | undefined) ?? new Date().toISOString(),
  });
}
