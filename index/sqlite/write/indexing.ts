/** Writes what search reads: the words of leads, and for every living entry the row that is kept in memory. */
import type { DatabaseSync } from 'node:sqlite';
import { type Marks, marksOf } from '../../../normalizer/quality/marks.ts';
import { compactTitle, type Placed, searchable } from '../../analysis/document.ts';
import { rowsOf } from '../../figures/rows.ts';
import { facetValues } from '../../finding/facets.ts';
import { instant, placeOf, tieOf } from '../../order.ts';
import { FACETS, type Facet } from '../../query.ts';
import type { Grouped } from '../../resources/grouping.ts';

const MAX_LENGTH = 65_535;

export interface Indexing {
  /** Makes the groups' entries findable as they now stand. `placed` gives an entry by number. */
  index(groups: Grouped<number>[], sequence: number): void;
  /** Takes removed entries out of search. */
  drop(numbers: Iterable<number>, sequence: number): void;
}

export function prepareIndexing(db: DatabaseSync, placed: (number: number) => Placed): Indexing {
  const terms = new Map<string, number>();
  for (const row of db.prepare('select number, facet, value from term').iterate()) {
    terms.set(`${row.facet}\0${row.value}`, row.number as number);
  }
  const addTerm = db.prepare('insert into term (facet, value) values (?, ?)');
  const termOf = (facet: Facet, value: string): number => {
    const key = `${facet}\0${value}`;
    let number = terms.get(key);
    if (number === undefined) {
      number = Number(addTerm.run(facet, value).lastInsertRowid);
      terms.set(key, number);
    }
    return number;
  };
  const changedAtOf = db.prepare('select changed_at from entry where number = ?');
  const changedOf = (number: number): number => Date.parse(changedAtOf.get(number)?.changed_at as string);
  const leadOf = db.prepare('select lead from facet_row where number = ?');
  const setGroup = db.prepare('update entry set resource = ?, lead = ? where number = ?');
  const putRow = db.prepare(
    `insert or replace into facet_row
     (number, sequence, lead, offers, own, whole, modified, issued, title_length, text_length, title_hash, tie,
      changed, resource, rows, lacks, exempt, mqa, due, overdue)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const takeOut = db.prepare(
    'update facet_row set lead = 0, offers = 0, whole = null, sequence = ? where number = ?',
  );
  const addWords = db.prepare(
    'insert into words (rowid, title, text, office, region) values (?, ?, ?, ?, ?)',
  );
  const dropWords = db.prepare('delete from words where rowid = ?');

  const dropLead = (number: number) => {
    if (leadOf.get(number)?.lead === number) dropWords.run(number);
  };

  const termsOf = ({ entry }: Placed, marks: Marks): number[] => {
    const values = facetValues(entry, marks);
    return FACETS.flatMap((facet) => values[facet].map((value) => termOf(facet, value)));
  };

  function indexGroup({ resource, members }: Grouped<number>, sequence: number): void {
    const lead = members[0] as number;
    const all = members.map(placed);
    const marked = all.map(({ entry }) => marksOf(entry));
    const owns = all.map((each, at) => termsOf(each, marked[at] as Marks));
    const whole = members.length === 1 ? null : bytes([...new Set(owns.flat())]);
    for (const [at, number] of members.entries()) {
      const { entry } = all[at] as Placed;
      dropLead(number);
      setGroup.run(resource, lead, number);
      const own = bytes(owns[at] as number[]);
      const tie = tieOf(entry.id);
      const marks = cellsOf(marked[at] as Marks);
      const dates: [number | null, number | null] = [instant(entry.modified), instant(entry.issued)];
      if (number !== lead) {
        putRow.run(number, sequence, lead, 0, own, null, ...dates, 0, 0, 0, tie, null, null, null, ...marks);
        continue;
      }
      const { title, text, office, region } = searchable(all[0] as Placed, all.slice(1));
      addWords.run(number, title.join(' '), text.join(' '), office.join(' '), region.join(' '));
      putRow.run(
        number,
        sequence,
        lead,
        members.length,
        own,
        whole,
        ...dates,
        Math.min(title.length, MAX_LENGTH),
        Math.min(text.length + office.length, MAX_LENGTH),
        tieOf(compactTitle(entry.title)),
        tie,
        Math.max(...members.map(changedOf)),
        placeOf(resource),
        rowsOf(all.map(({ entry }) => entry)) ?? null,
        ...marks,
      );
    }
  }

  return {
    index(groups, sequence) {
      for (const group of groups) indexGroup(group, sequence);
    },
    drop(numbers, sequence) {
      for (const number of numbers) {
        dropLead(number);
        takeOut.run(sequence, number);
      }
    },
  };
}

/** A date that cannot be told, or never comes, is none: which of the two it is, is among the bits. */
const cellsOf = ({ lacks, exempt, mqa, due, overdue }: Marks): (number | null)[] => [
  ...[lacks, exempt, mqa],
  ...[due, overdue].map((at) => (Number.isFinite(at) ? at : null)),
];

const bytes = (numbers: number[]): Uint8Array => new Uint8Array(Uint32Array.from(numbers).buffer);
