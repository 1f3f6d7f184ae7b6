/** The tables of the catalogue's one file, their version, and how a connection is opened. */
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../config/errors/errors.ts';
import { HISTORY, LINES } from './history.ts';
import { LINK_CHECKS } from './link-checks.ts';
import { PAPERS } from './papers.ts';
import { RAW_CHUNKS } from './raw-chunks.ts';
import { UPLOADS } from './uploads.ts';
import { WATCH } from './watch.ts';

/** Kept in the file's `user_version`; a file of an older version is brought forward by `MIGRATIONS`. */
export const VERSION = 14;

/** The audit log is added to and never changed; the file itself refuses it. */
const ACTS = `
create table act (id text primary key, at text not null, act text not null, source text, doc text not null) strict, without rowid;
create index act_order on act(at, id);
create index act_source on act(source, at, id);
create trigger act_unchanged before update on act begin select raise(abort, 'the audit log is not changed'); end;
create trigger act_kept before delete on act begin select raise(abort, 'the audit log is kept'); end;
`;

/** Those under way are asked for with every list of sources, whatever lies behind them. */
const RUNS_BY_STATUS = 'create index run_status on run(status, started_at, id);';

/** The order of the change feed. */
const CHANGES = 'create index entry_change on entry(changed_at, id);';

/** Quality in figures; filled when what follows from entries is made again. */
const MARKS = `
alter table facet_row add column lacks integer not null default 0;
alter table facet_row add column exempt integer not null default 0;
alter table facet_row add column mqa integer not null default 0;
alter table facet_row add column due real;
alter table facet_row add column overdue real;
`;

/**
 * `entry` is narrow so that states and groups are read without touching documents. `facet_row` is what the
 * search worker keeps in memory; `sequence` grows with every write, so only what is new is read again. Numbers
 * are given once and never used again: a tombstone keeps its own.
 */
const TABLES = `
create table entry (
  number integer primary key,
  id text not null unique,
  source text not null,
  region text not null,
  row_hash text not null,
  record_hash text not null,
  detailed_at text,
  added_in text not null,
  written_in text not null,
  first_seen text not null,
  changed_at text not null,
  removed_at text,
  member text not null,
  resource text not null,
  lead integer not null,
  title_key text not null,
  tie real not null
) strict;
create index entry_living on entry(source, number, lead) where removed_at is null;
create index entry_resource on entry(resource);
${CHANGES}
create index entry_title on entry(title_key, tie, number) where removed_at is null and lead = number;
create table document (number integer primary key, doc text not null, raw blob not null) strict;
create table identity_key (key text not null, number integer not null, primary key (key, number)) strict, without rowid;
create table term (number integer primary key, facet text not null, value text not null, unique (facet, value)) strict;
create table facet_row (
  number integer primary key,
  sequence integer not null,
  lead integer not null,
  offers integer not null,
  own blob not null,
  whole blob,
  modified real,
  issued real,
  title_length integer not null,
  text_length integer not null,
  title_hash real not null,
  tie real not null,
  changed real,
  resource real,
  lacks integer not null default 0,
  exempt integer not null default 0,
  mqa integer not null default 0,
  due real,
  overdue real,
  rows real,
  added text
) strict;
create index facet_row_sequence on facet_row(sequence);
create virtual table words using fts5(
  title, text, office, region,
  content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '.'"
);
create table run (id text primary key, source text not null, status text not null, started_at text not null, doc text not null) strict, without rowid;
create index run_order on run(started_at, id);
create index run_source on run(source, started_at, id);
${RUNS_BY_STATUS}
create table listing (run text not null, local_id text not null, batch integer not null, primary key (run, local_id)) strict, without rowid;
create table rejection (run text not null, sequence integer not null, doc text not null, primary key (run, sequence)) strict, without rowid;
create table source_state (source text primary key, version integer not null, doc text not null) strict, without rowid;
create table held (id text primary key, source text not null, state text not null, held_at text not null, doc text not null) strict, without rowid;
create table held_id (held text not null, place integer not null, local_id text not null, primary key (held, place)) strict, without rowid;
create table figure (name text primary key, value text not null) strict, without rowid;
${ACTS}${UPLOADS}${HISTORY}${LINES}${WATCH}${LINK_CHECKS}${PAPERS}${RAW_CHUNKS}`;

/** What programs walk through all by; filled in by `derive`. */
const WALKS =
  'alter table facet_row add column changed real; alter table facet_row add column resource real;';

/** Rows of data; filled like the marks. */
const ROWS = 'alter table facet_row add column rows real;';

/**
 * Of a lead with further offers the offices and places that they add to its text; where it is not written, all offers are read for it.
 * Keys that one entry alone can have are no longer kept.
 */
const ADDED = `alter table facet_row add column added text;
delete from identity_key where key >= 'entry:' and key < 'entry;';`;

/** Statement texts that bring a file from version n to n + 1, at place n − 1. */
const MIGRATIONS: readonly string[] = [
  ACTS,
  CHANGES,
  UPLOADS,
  WALKS,
  HISTORY,
  WATCH,
  MARKS + LINK_CHECKS,
  PAPERS,
  ROWS,
  RUNS_BY_STATUS,
  LINES,
  ADDED,
  RAW_CHUNKS,
];

/** Opens the file for its one writer, making or bringing forward the tables. */
export function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec('pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = normal');
  db.exec('pragma cache_size = -32768; pragma temp_store = memory');
  // 128 MB of log: a batch touches pages all over the indexes, and many batches share them on their way into the file.
  db.exec('pragma wal_autocheckpoint = 32000');
  const found = versionOf(db);
  if (found > VERSION) {
    db.close();
    throw new CodedError(
      'catalogue.newer-version',
      `${path}: version ${found}, this program knows ${VERSION}`,
      {
        hint: 'Install the version of Huimu that wrote it, or a later one',
      },
    );
  }
  db.exec('begin immediate');
  // Another process may have made the tables meanwhile.
  const current = versionOf(db);
  if (current === 0) db.exec(TABLES);
  else for (const step of MIGRATIONS.slice(current - 1)) db.exec(step);
  db.exec(`pragma user_version = ${VERSION}`);
  db.exec('commit');
  return db;
}

export function openForReading(path: string, cacheKilobytes: number): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec(`pragma busy_timeout = 10000; pragma cache_size = -${cacheKilobytes}; pragma temp_store = memory`);
  return db;
}

const versionOf = (db: DatabaseSync): number =>
  (db.prepare('pragma user_version').get() as { user_version: number }).user_version;
