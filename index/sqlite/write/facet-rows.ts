/** The rows that search keeps in memory: of each entry what it says itself, and of a lead what its resource comes to. */
import type { DatabaseSync } from 'node:sqlite';
import type { Marks } from '../../../normalizer/quality/marks.ts';
import type { Added } from '../../analysis/document.ts';
import { bytes, numbersOf } from '../term-numbers.ts';

/** What an entry says, whatever resource it is of. */
export interface OwnCells {
  /** Numbers of its terms. */
  terms: Iterable<number>;
  modified: number | null;
  issued: number | null;
  tie: number;
  marks: Marks;
}

/** What a resource comes to, kept at its lead. */
export interface LeadCells {
  offers: number;
  /** Terms of all offers; null where there is only one. */
  whole: Iterable<number> | null;
  titleLength: number;
  textLength: number;
  titleHash: number;
  changed: number;
  resource: number;
  rows: number | null;
  /** Null where there is only one offer. */
  added: Added | null;
}

/** A lead's row as it stands, as far as it is added to. */
export type StandingLead = Pick<LeadCells, 'textLength' | 'changed' | 'rows' | 'added'> & { terms: number[] };

export interface FacetRows {
  /** `lead`: of which the entry is an offer; its own `cells` where it is one itself. */
  put(number: number, sequence: number, own: OwnCells, lead: number, cells: LeadCells | null): void;
  /** The same of an entry whose own cells stand. */
  place(number: number, sequence: number, lead: number, cells: LeadCells | null): void;
  /** Others have joined the lead. */
  grow(lead: number, sequence: number, cells: Grown): void;
  takeOut(number: number, sequence: number): void;
  lead(number: number): number | undefined;
  /** Terms of an entry that it had when it was put; undefined where it never was. */
  terms(number: number): number[] | undefined;
  /** Undefined where it is not known what its offers added. */
  standing(lead: number): StandingLead | undefined;
}

type Grown = Pick<LeadCells, 'offers' | 'whole' | 'textLength' | 'changed' | 'rows' | 'added'>;

const MAX_LENGTH = 65_535;

export function prepareFacetRows(db: DatabaseSync): FacetRows {
  const leadOf = db.prepare('select lead from facet_row where number = ?');
  const ownOf = db.prepare('select own from facet_row where number = ?');
  const standingOf = db.prepare(
    'select own, whole, text_length, changed, rows, added from facet_row where number = ? and lead = number',
  );
  const putRow = db.prepare(
    `insert into facet_row (number, ${CELLS.join(', ')}) values (?, ${CELLS.map(() => '?').join(', ')})
     on conflict (number) do update set ${CELLS.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  const placeRow = db.prepare(
    `update facet_row set sequence = ?, lead = ?, offers = ?, whole = ?, title_length = ?, text_length = ?, title_hash = ?,
       changed = ?, resource = ?, rows = ?, added = ? where number = ?`,
  );
  const growRow = db.prepare(
    `update facet_row set sequence = ?, offers = ?, whole = ?, text_length = ?, changed = ?, rows = ?, added = ?
     where number = ?`,
  );
  const takeOut = db.prepare(
    'update facet_row set lead = 0, offers = 0, whole = null, added = null, sequence = ? where number = ?',
  );
  const cellsOf = (cells: LeadCells | null) =>
    cells === null
      ? NO_LEAD
      : ([
          cells.offers,
          cells.whole === null ? null : bytes(cells.whole),
          Math.min(cells.titleLength, MAX_LENGTH),
          Math.min(cells.textLength, MAX_LENGTH),
          cells.titleHash,
          cells.changed,
          cells.resource,
          cells.rows,
          cells.added === null ? null : JSON.stringify(cells.added),
        ] as const);
  return {
    put(number, sequence, { terms, modified, issued, tie, marks }, lead, cells) {
      const { lacks, exempt, mqa, due, overdue } = marks;
      const dates = [modified, issued, tie, lacks, exempt, mqa, finite(due), finite(overdue)] as const;
      putRow.run(number, sequence, lead, ...cellsOf(cells), bytes(terms), ...dates);
    },
    place: (number, sequence, lead, cells) => void placeRow.run(sequence, lead, ...cellsOf(cells), number),
    grow(lead, sequence, { offers, whole, textLength, changed, rows, added }) {
      const joined = whole === null ? null : bytes(whole);
      const length = Math.min(textLength, MAX_LENGTH);
      growRow.run(sequence, offers, joined, length, changed, rows, JSON.stringify(added), lead);
    },
    takeOut: (number, sequence) => void takeOut.run(sequence, number),
    lead: (number) => leadOf.get(number)?.lead as number | undefined,
    terms(number) {
      const own = ownOf.get(number)?.own as Uint8Array | undefined;
      return own === undefined ? undefined : numbersOf(own);
    },
    standing(lead) {
      const row = standingOf.get(lead) as StandingRow | undefined;
      if (row === undefined || (row.whole !== null && row.added === null)) return undefined;
      return {
        terms: numbersOf(row.whole ?? row.own),
        textLength: row.text_length,
        changed: row.changed,
        rows: row.rows,
        added: row.added === null ? null : (JSON.parse(row.added) as Added),
      };
    },
  };
}

interface StandingRow {
  own: Uint8Array;
  whole: Uint8Array | null;
  text_length: number;
  changed: number;
  rows: number | null;
  added: string | null;
}

/**
 * Written as an upsert. A statement that may touch several rows (`or replace`, `insert … select`) is a savepoint, at which
 * FTS5 writes the words that it holds as a segment of their own: one an entry, and as many to be merged.
 */
const CELLS = [
  ...[
    'sequence',
    'lead',
    'offers',
    'whole',
    'title_length',
    'text_length',
    'title_hash',
    'changed',
    'resource',
  ],
  ...['rows', 'added', 'own', 'modified', 'issued', 'tie', 'lacks', 'exempt', 'mqa', 'due', 'overdue'],
];

const NO_LEAD = [0, null, 0, 0, 0, null, null, null, null] as const;

/** A date that cannot be told, or never comes, is none: which of the two it is, is among the bits. */
const finite = (at: number): number | null => (Number.isFinite(at) ? at : null);
