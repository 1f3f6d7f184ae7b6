/** How a source's entries stand, from the rows that search reads: no document is taken apart. */
import type { DatabaseSync } from 'node:sqlite';
import { CLOCK } from '../../../normalizer/quality/marks.ts';
import type { OpennessGroup } from '../../history/day.ts';
import { type EntryStanding, NOT_UNDERSTOOD } from '../../history/standing.ts';
import { numbersOf } from '../term-numbers.ts';

export interface StandingPage {
  standings: EntryStanding[];
  /** Where to go on; null at the end. */
  after: number | null;
}

export interface StandingReader {
  standingPage(source: string, after: number): StandingPage;
}

const PAGE = 2_000;

interface Row {
  number: number;
  own: Uint8Array;
  lacks: number;
  exempt: number;
  due: number | null;
  overdue: number | null;
  unknown: 0 | 1;
}

export function prepareStandingReader(db: DatabaseSync): StandingReader {
  // Most documents do not have the word at all: those are not taken apart.
  const rows = db.prepare(
    `select number, own, lacks, exempt, due, overdue,
       instr(doc, '"${NOT_UNDERSTOOD}"') > 0
         and exists (select 1 from json_each(doc, '$.remarks') where value ->> 'code' = '${NOT_UNDERSTOOD}') as unknown
     from entry indexed by entry_living join facet_row using (number) join document using (number)
     where source = ? and number > ? and removed_at is null order by number limit ${PAGE}`,
  );
  const termsOf = db.prepare('select number, value from term where facet = ?');
  const named = (facet: string): Map<number, string> =>
    new Map(termsOf.all(facet).map(({ number, value }) => [number as number, value as string]));

  return {
    standingPage(source, after) {
      const found = rows.all(source, after) as unknown as Row[];
      // Read after the rows: terms are only ever added.
      const modes = named('mode');
      const openness = named('openness');
      const standings = found.map(({ own, lacks, exempt, due, overdue, unknown }): EntryStanding => {
        // Which of the two a date that is none stands for, is among the bits.
        const never = (exempt & CLOCK) === 0 ? -Infinity : Infinity;
        const terms = numbersOf(own);
        return {
          ...{ lacks, exempt, due: due ?? never, overdue: overdue ?? never },
          mode: among(terms, modes) as string,
          openness: (among(terms, openness) ?? 'unstated') as OpennessGroup,
          unknown: unknown === 1,
        };
      });
      return { standings, after: found.length < PAGE ? null : (found.at(-1)?.number as number) };
    },
  };
}

function among(terms: number[], values: Map<number, string>): string | undefined {
  for (const term of terms) {
    const value = values.get(term);
    if (value !== undefined) return value;
  }
  return undefined;
}
