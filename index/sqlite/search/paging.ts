/** The next page of hits in the order asked for, by the place after which it starts. */
import type { DatabaseSync } from 'node:sqlite';
import { decodeCursor, encodeCursor, type Position, questionOf } from '../../cursor.ts';
import type { Order, SearchQuery } from '../../query.ts';
import type { Columns } from '../columns.ts';
import type { Matched } from './matching/matching.ts';

export interface PageOfHits {
  /** Places in the list of hits. */
  places: number[];
  cursor: string | null;
}

/** Stands for an unknown date: later than any in ascending order of its negative. */
const UNKNOWN = 9e15;

/** Whether hits are held in order by titles, which only SQL compares. */
const byTitle = (sort: Order): boolean => sort === 'title';

/** Numbers that order a hit, ascending, most important first. */
function keyOf(sort: Order, matched: Matched, columns: Columns): (place: number) => [number, number, number] {
  const { numbers, classes, scores } = matched;
  const date = sort === 'issued' ? columns.issued : columns.modified;
  if (sort === 'relevance' && scores.length > 0) {
    return (place) => [
      classes[place] as number,
      -(scores[place] as number),
      columns.tie[numbers[place] as number] as number,
    ];
  }
  if (sort === 'id' || sort === 'changed' || sort === 'changed-up') {
    const column = sort === 'id' ? columns.resource : columns.changed;
    const sign = sort === 'changed' ? -1 : 1;
    return (place) => {
      const number = numbers[place] as number;
      return [0, sign * (column[number] as number), columns.tie[number] as number];
    };
  }
  return (place) => {
    const number = numbers[place] as number;
    const time = date[number] as number;
    return [0, Number.isNaN(time) ? UNKNOWN : -time, columns.tie[number] as number];
  };
}

type Key = [number, number, number];
const before = (a: Key, b: Key): boolean =>
  a[0] !== b[0] ? a[0] < b[0] : a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2];

/** The first `size` after the cursor: a sorted list of the best so far, since a page is short and hits are many. */
function firstBy(
  passing: Int32Array,
  keyAt: (place: number) => Key,
  size: number,
  after: Key | undefined,
): { place: number; key: Key }[] {
  const best: { place: number; key: Key }[] = [];
  for (const place of passing) {
    const key = keyAt(place);
    const worst = best.length === size ? best[size - 1] : undefined;
    if (worst !== undefined && !before(key, worst.key)) continue;
    if (after !== undefined && !before(after, key)) continue;
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before((best[middle] as { key: Key }).key, key)) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, { place, key });
    if (best.length > size) best.pop();
  }
  return best;
}

/** Those behind `pass` hits: where many are passed over, all are put in order at once. */
function behind(
  passing: Int32Array,
  keyAt: (place: number) => Key,
  { pass, size }: { pass: number; size: number },
  after: Key | undefined,
): { place: number; key: Key }[] {
  if (pass === 0) return firstBy(passing, keyAt, size, after);
  const all = Array.from(passing, (place) => ({ place, key: keyAt(place) }));
  return all
    .filter(({ key }) => after === undefined || before(after, key))
    .sort((a, b) => (before(a.key, b.key) ? -1 : 1))
    .slice(pass, pass + size);
}

export type TitlePage = (
  numbers: Int32Array,
  size: number,
  after: Position | undefined,
) => { number: number; position: Position }[];

/** Hits above which walking the titles in order is cheaper than sorting the hits'. */
const WALK = 20_000;

/** 1 at the numbers that are in the ascending list. */
function marked(numbers: Int32Array): Uint8Array {
  const marks = new Uint8Array((numbers.at(-1) ?? 0) + 1);
  for (const number of numbers) marks[number] = 1;
  return marks;
}

export function prepareTitlePage(db: DatabaseSync): TitlePage {
  const few = db.prepare(
    `select title_key, tie, number from json_each(?) join entry on number = value
     where (title_key, tie) > (?, ?) order by title_key, tie limit ?`,
  );
  const walk = db.prepare(
    `select title_key, tie, number from entry indexed by entry_title
     where removed_at is null and lead = number and (title_key, tie) > (?, ?) order by title_key, tie`,
  );
  return (numbers, size, after) => {
    const [title, tie] = after ?? ['', -1];
    const found: { number: number; position: Position }[] = [];
    const hits = numbers.length > WALK ? marked(numbers) : undefined;
    const rows =
      hits === undefined
        ? few.iterate(JSON.stringify([...numbers]), title as string, tie as number, size)
        : walk.iterate(title as string, tie as number);
    for (const row of rows) {
      const number = row.number as number;
      if (hits !== undefined && hits[number] !== 1) continue;
      found.push({ number, position: [row.title_key as string, row.tie as number] });
      if (found.length === size) break;
    }
    return found;
  };
}

export function pageOf(
  query: SearchQuery,
  matched: Matched,
  passing: Int32Array,
  columns: Columns,
  titlePage: TitlePage,
): PageOfHits {
  const { pass = 0 } = query;
  const question = questionOf(query);
  const shape = byTitle(query.sort)
    ? (['string', 'number'] as const)
    : (['number', 'number', 'number'] as const);
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, question, shape);
  const cursor = (position: Position | undefined, more: boolean) =>
    more && position !== undefined ? encodeCursor(question, position) : null;
  // One hit more than the page tells whether there is a next one.
  if (byTitle(query.sort)) {
    const numbers = passing.map((place) => matched.numbers[place] as number);
    const found = titlePage(numbers, pass + query.size + 1, after).slice(pass);
    const shown = found.slice(0, query.size);
    return {
      places: shown.map(({ number }) => matched.numbers.indexOf(number)),
      cursor: cursor(shown.at(-1)?.position, found.length > query.size),
    };
  }
  const found = behind(
    passing,
    keyOf(query.sort, matched, columns),
    { pass, size: query.size + 1 },
    after as Key | undefined,
  );
  const shown = found.slice(0, query.size);
  return {
    places: shown.map(({ place }) => place),
    cursor: cursor(shown.at(-1)?.key, found.length > query.size),
  };
}
