/** The order of changes, whole or narrowed. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { regions } from '../../../config/regions.ts';
import { activeFilters, places } from '../../finding/facets.ts';
import type { ChangePlace, ChangesWanted } from '../../port.ts';
import type { Facet } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import { STORED, stored } from './read-entries.ts';

export interface ChangesReader {
  changes(after: ChangePlace, limit: number, wanted: ChangesWanted): StoredEntry[];
  countChanges(after: ChangePlace, wanted: ChangesWanted): number;
}

const FROM = 'from entry indexed by entry_change join document using (number)';

const PLACE = "doc ->> '$.spatial.code'";
const anyOf = (expression: string): string => `${expression} in (select value from json_each(?))`;

interface Condition {
  condition: string;
  values: SQLInputValue[];
}

/** One condition a facet. A tombstone's document is the entry as it was. */
function conditionOf(facet: Facet, wanted: string[]): Condition {
  const values = [JSON.stringify(wanted)];
  if (facet === 'source') return { condition: anyOf('source'), values };
  if (facet === 'mode') return { condition: anyOf("doc ->> '$.mode'"), values };
  const known = regions().map(({ code }) => code);
  const within = known.filter((code) =>
    places(code)[facet as 'province' | 'city'].some((each) => wanted.includes(each)),
  );
  const inside = { condition: anyOf(PLACE), values: [JSON.stringify(within)] };
  if (facet === 'city') return inside;
  // A code that no list has is in the province that it begins with.
  return {
    condition: `(${inside.condition} or not ${anyOf(PLACE)} and ${anyOf(`substr(${PLACE}, 1, 2) || '0000'`)})`,
    values: [...inside.values, JSON.stringify(known), ...values],
  };
}

/** What is asked, as a condition and its values. */
function narrowed({ state, until, filters = {} }: ChangesWanted): { where: string; values: SQLInputValue[] } {
  const conditions: Condition[] = [];
  if (state !== undefined)
    conditions.push({ condition: `removed_at is ${state === 'living' ? '' : 'not '}null`, values: [] });
  if (until !== undefined) conditions.push({ condition: 'changed_at <= ?', values: [until] });
  for (const [facet, wanted] of activeFilters(filters)) conditions.push(conditionOf(facet, wanted));
  return {
    where: conditions.map(({ condition }) => ` and ${condition}`).join(''),
    values: conditions.flatMap(({ values }) => values),
  };
}

export function prepareChangesReader(db: DatabaseSync): ChangesReader {
  return {
    changes({ changedAt, id }, limit, wanted) {
      const { where, values } = narrowed(wanted);
      const statement = `${STORED} where (changed_at, id) > (?, ?)${where} order by changed_at, id limit ?`;
      return db
        .prepare(statement.replace('from entry join document using (number)', FROM))
        .all(changedAt, id, ...values, limit)
        .map(stored);
    },
    countChanges({ changedAt, id }, wanted) {
      const { where, values } = narrowed(wanted);
      // Documents are read only where a condition is of what stands in them.
      const from = where.includes('doc ->>') ? FROM : 'from entry indexed by entry_change';
      const statement = `select count(*) as found ${from} where (changed_at, id) > (?, ?)${where}`;
      return db.prepare(statement).get(changedAt, id, ...values)?.found as number;
    },
  };
}
