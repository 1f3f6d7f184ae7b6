/** Reads of entries by name: states for the plan, documents, raw records, resources, what a run did not list. */
import type { DatabaseSync } from 'node:sqlite';
import type { RawRecord } from '../../../config/record.ts';
import { type Entry, entryId } from '../../../normalizer/entry.ts';
import type { Decided } from '../../../normalizer/identity/decisions.ts';
import type { KeptRecord, Plan, Resource, SourceCounts } from '../../port.ts';
import type { EntryState, StoredEntry } from '../../stored.ts';
import { CHUNK, PACKED, unpacker } from '../raw-chunks.ts';
import { type ChangesReader, prepareChangesReader } from './read-changes.ts';

interface StoredRow {
  number: number;
  resource: string;
  lead: number;
  first_seen: string;
  changed_at: string;
  removed_at: string | null;
  doc: string;
  decided: string | null;
}

export const STORED = `select number, resource, lead, first_seen, changed_at, removed_at, doc, member ->> '$.decided' as decided
   from entry join document using (number)`;

export const stored = (row: unknown): StoredEntry => {
  const { number, resource, lead, first_seen, changed_at, removed_at, doc, decided } = row as StoredRow;
  return {
    entry: JSON.parse(doc) as Entry,
    resource,
    lead: lead === number,
    firstSeen: first_seen,
    changedAt: changed_at,
    removedAt: removed_at,
    ...(decided === null ? {} : { decided: JSON.parse(decided) as Decided }),
  };
};

export interface AbsentPage {
  localIds: string[];
  /** Where to go on; null at the end. */
  after: number | null;
}

export interface EntryReader extends ChangesReader {
  plan(source: string, run: string, localIds: string[]): Plan;
  absentPage(source: string, run: string, after: number): AbsentPage;
  counts(source?: string): SourceCounts[];
  get(id: string): StoredEntry | undefined;
  raw(id: string): RawRecord | undefined;
  kept(source: string, after: string | null, limit: number): KeptRecord[];
  resource(id: string): Resource | undefined;
}

const ABSENT_PAGE = 1_000;

export function prepareEntryReader(db: DatabaseSync): EntryReader {
  const stateOf = db.prepare(
    `select row_hash, record_hash, detailed_at, added_in, written_in, removed_at is not null as removed
     from entry where id = ?`,
  );
  const markOf = db.prepare('select batch from listing where run = ? and local_id = ?');
  const absent = db.prepare(
    `select number, substr(id, length(source) + 2) as local_id from entry indexed by entry_living
     where source = ? and number > ? and removed_at is null
       and not exists (select 1 from listing where run = ? and local_id = substr(id, length(source) + 2))
     order by number limit ${ABSENT_PAGE}`,
  );
  const countOf = (where: string) =>
    db.prepare(
      `select source, count(*) as entries, count(distinct lead) as resources from entry indexed by entry_living
       where removed_at is null ${where} group by source order by source`,
    );
  const countAll = countOf('');
  const countOne = countOf('and source = ?');
  const dataVersion = db.prepare('pragma data_version');
  let counted: { version: number; counts: SourceCounts[] } = { version: -1, counts: [] };
  const entryOf = db.prepare(`${STORED} where id = ?`);
  const rawOf = db.prepare(`select ${PACKED} from entry join document using (number) ${CHUNK} where id = ?`);
  const keptOf = db.prepare(
    `select doc, ${PACKED}, changed_at from entry join document using (number) ${CHUNK}
     where id > ? and id < ? and removed_at is null order by id limit ?`,
  );
  const resourceOf = db.prepare(
    `${STORED} where resource = ? and removed_at is null order by number <> lead, id`,
  );

  return {
    plan(source, run, localIds) {
      const states = new Map<string, EntryState>();
      const listedIn = new Map<string, number>();
      for (const localId of localIds) {
        const mark = markOf.get(run, localId);
        if (mark !== undefined) listedIn.set(localId, mark.batch as number);
        const row = stateOf.get(entryId(source, localId));
        if (row === undefined) continue;
        states.set(localId, {
          localId,
          rowHash: row.row_hash as string,
          recordHash: row.record_hash as string,
          detailedAt: row.detailed_at as string | null,
          addedIn: row.added_in as string,
          writtenIn: row.written_in as string,
          removed: row.removed === 1,
        });
      }
      return { states, listedIn };
    },
    absentPage(source, run, after) {
      const rows = absent.all(source, after, run);
      return {
        localIds: rows.map((row) => row.local_id as string),
        after: rows.length < ABSENT_PAGE ? null : (rows.at(-1)?.number as number),
      };
    },
    counts(source) {
      if (source !== undefined) return countOne.all(source) as unknown as SourceCounts[];
      // Grows with every write of whichever process; looked at first, so that what is kept is never older than it says.
      const version = dataVersion.get()?.data_version as number;
      if (version !== counted.version) {
        counted = { version, counts: countAll.all() as unknown as SourceCounts[] };
      }
      return counted.counts;
    },
    get(id) {
      const row = entryOf.get(id);
      return row === undefined ? undefined : stored(row);
    },
    raw(id) {
      const row = rawOf.get(id);
      if (row === undefined) return undefined;
      return JSON.parse(unpacker()(row)) as RawRecord;
    },
    kept(source, after, limit) {
      // Up to the character that comes after the colon between source and local id.
      const rows = keptOf.all(entryId(source, after ?? ''), `${source};`, limit);
      const rawOf = unpacker();
      return rows.map((row) => ({
        entry: JSON.parse(row.doc as string) as Entry,
        raw: JSON.parse(rawOf(row)) as RawRecord,
        changedAt: row.changed_at as string,
      }));
    },
    ...prepareChangesReader(db),
    resource(id) {
      const offers = resourceOf.all(id).map(stored);
      const lead = offers[0];
      return lead === undefined ? undefined : { id, lead, offers };
    },
  };
}
