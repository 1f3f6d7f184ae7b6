/** Histories of entries and figures by day, in the catalogue's file. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { CodedError } from '../../config/errors/errors.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { type DayFigures, type DayLine, type DayNote, withNote } from '../history/day.ts';
import {
  askedKeys,
  dayPage,
  keysOf,
  placeOf,
  questionOfDays,
  questionOfHistory,
  questionOfShifts,
  recordPage,
} from '../history/paging.ts';
import type { DayFilter, ShiftFilter } from '../history/port.ts';
import { addedRecord, type HistoryRecord } from '../history/record.ts';
import { codePrefix } from '../history/within.ts';
import type { Page } from '../operations.ts';

export const HISTORY = `
create table history (id text primary key, entry text not null, at text not null, source text not null, region text not null, kind text not null, doc text not null) strict, without rowid;
create index history_entry on history(entry, at, id);
create table history_path (path text not null, at text not null, id text not null, primary key (path, at, id)) strict, without rowid;
create table day (source text not null, day text not null, region text not null, doc text not null, primary key (source, day)) strict, without rowid;
create index day_order on day(day, source);
`;

/** The small lines of all sources from the index alone, whatever else a day says. */
export const LINES = `
alter table day add column entries integer generated always as (doc ->> '$.entries') virtual;
alter table day add column late integer generated always as (doc ->> '$.late') virtual;
create index day_line on day(day, source, entries, late);
drop index day_order;
`;

export interface HistoryWriter {
  noteDay(note: DayNote): void;
}

/** Within the caller's transaction. */
export interface HistoryKeeper {
  keep(record: HistoryRecord): void;
  putDay(figures: DayFigures): void;
}

/** `kept`: records of one entry. */
export function prepareHistoryKeeper(db: DatabaseSync, kept: number): HistoryKeeper {
  const docOf = db.prepare('select doc from history where id = ?');
  const add = db.prepare(
    'insert or replace into history (id, entry, at, source, region, kind, doc) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const addPath = db.prepare('insert or replace into history_path (path, at, id) values (?, ?, ?)');
  const dropPath = db.prepare('delete from history_path where path = ? and at = ? and id = ?');
  const drop = db.prepare('delete from history where id = ?');
  const old = db.prepare(
    'select doc from history where entry = ? order by at desc, id desc limit -1 offset ?',
  );
  const setDay = db.prepare('insert or replace into day (source, day, region, doc) values (?, ?, ?, ?)');

  const forget = (doc: unknown): void => {
    const record = JSON.parse(doc as string) as HistoryRecord;
    for (const path of keysOf(record)) dropPath.run(path, record.at, record.id);
    drop.run(record.id);
  };

  function put(record: HistoryRecord): void {
    const { id, entry, at, source, region, kind } = record;
    const before = docOf.get(id)?.doc;
    if (before !== undefined) forget(before);
    add.run(id, entry, at, source, region, kind, JSON.stringify(record));
    for (const path of keysOf(record)) addPath.run(path, at, id);
  }

  return {
    keep(record) {
      put(record);
      for (const { doc } of old.all(record.entry, kept)) forget(doc);
    },
    putDay: (figures) =>
      void setDay.run(figures.source, figures.day, figures.region, JSON.stringify(figures)),
  };
}

export function prepareHistoryWriter(db: DatabaseSync, { putDay }: HistoryKeeper): HistoryWriter {
  const dayOf = db.prepare('select doc from day where source = ? and day = ?');
  return {
    noteDay(note) {
      db.exec('begin immediate');
      try {
        const doc = dayOf.get(note.source, note.day)?.doc as string | undefined;
        putDay(withNote(doc === undefined ? undefined : (JSON.parse(doc) as DayFigures), note));
        db.exec('commit');
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
  };
}

export interface HistoryReader {
  history(entry: string, limit: number, cursor?: string): Page<HistoryRecord>;
  shifts(filter: ShiftFilter, limit: number, cursor?: string): Page<HistoryRecord>;
  days(filter: DayFilter, limit: number, cursor?: string): Page<DayFigures>;
  lines(from: string, until: string): DayLine[];
  lastDays(before: string, filter?: Pick<DayFilter, 'source' | 'region'>): DayFigures[];
}

const docs = <T>(rows: Record<string, unknown>[]): T[] =>
  rows.map(({ doc }) => JSON.parse(doc as string) as T);

/** After all instants and ids. */
const END: [string, string] = ['9', ''];

export function prepareHistoryReader(db: DatabaseSync): HistoryReader {
  const entryOf = db.prepare(
    'select doc, first_seen, added_in from entry join document using (number) where id = ?',
  );
  const records = db.prepare(
    'select doc from history where entry = ? and (at, id) < (?, ?) order by at desc, id desc limit ?',
  );
  const firstRemoval = db.prepare(
    "select doc from history where entry = ? and kind = 'removed' order by at, id limit 1",
  );
  const days = db.prepare(
    `select doc from day where (?1 is null or source = ?1) and day >= ?2 and day <= ?3 and region glob ?4
       and (day, source) > (?5, ?6) order by day, source limit ?7`,
  );
  // From one source to the next by the key: grouping would walk through all days that there are.
  const lastOf = (figures: string) =>
    `with recursive each(source) as (
       select min(source) from day union all
       select (select min(source) from day where source > each.source) from each where source is not null)
     select ${figures} from each join day on day.source = each.source
       and day.day = (select max(day) from day as own where own.source = each.source and own.day < ?1)`;
  const last = db.prepare(
    `${lastOf('doc')} where (?2 is null or day.source = ?2) and region glob ?3 order by day.source`,
  );
  const LINE = 'day.source, day.day, entries, late';
  const lines = db.prepare(
    `${lastOf(LINE)} union all select ${LINE} from day where day >= ?1 and day <= ?2 order by 1, 2`,
  );

  return {
    history(id, limit, cursor) {
      const question = questionOfHistory(id);
      const place = placeOf(cursor, question) ?? END;
      const row = entryOf.get(id);
      if (row === undefined) throw new CodedError('entry.not-found', id);
      const found = docs<HistoryRecord>(records.all(id, ...place, limit + 1));
      if (found.length <= limit) {
        const [removal] = docs<HistoryRecord>(firstRemoval.all(id));
        found.push(
          addedRecord(JSON.parse(row.doc as string) as Entry, {
            firstSeen: row.first_seen as string,
            run: removal === undefined ? (row.added_in as string) : (removal.addedIn ?? null),
          }),
        );
      }
      return recordPage(found, limit, question);
    },
    shifts(filter, limit, cursor) {
      const keys = askedKeys(filter);
      const question = questionOfShifts(filter);
      const place = placeOf(cursor, question) ?? END;
      const { since = '', source, region } = filter;
      const asked: SQLInputValue[] = [...keys, since, ...place, `${codePrefix(region)}*`];
      const found = db
        .prepare(
          `select distinct history.at, history.id, doc from history_path join history using (id)
           where path in (${keys.map(() => '?').join(', ')}) and history_path.at >= ?
             and (history_path.at, history_path.id) < (?, ?) and region glob ?
             ${source === undefined ? '' : 'and source = ?'}
           order by history.at desc, history.id desc limit ?`,
        )
        .all(...asked, ...(source === undefined ? [] : [source]), limit + 1);
      return recordPage(docs(found), limit, question);
    },
    days(filter, limit, cursor) {
      const question = questionOfDays(filter);
      const place = placeOf(cursor, question) ?? ['', ''];
      const { source = null, region, from = '', until = '9' } = filter;
      const found = days.all(source, from, until, `${codePrefix(region)}*`, ...place, limit + 1);
      return dayPage(docs(found), limit, question);
    },
    lines: (from, until) => lines.all(from, until) as unknown as DayLine[],
    lastDays(before, { source, region } = {}) {
      return docs(last.all(before, source ?? null, `${codePrefix(region)}*`));
    },
  };
}
