/** Reads of the whole catalogue in the order of keys, page by page. */
import type { DatabaseSync } from 'node:sqlite';
import type { Decided } from '../../../normalizer/identity/decisions.ts';
import type { ArchiveKey, ArchiveKind } from '../../archive/archive.ts';
import { CARRIED_PAPERS } from '../../people/papers.ts';
import { CHUNK, PACKED, unpacker } from '../raw-chunks.ts';
import { partsOf } from '../uploads.ts';

export interface ArchivePage {
  /** Records as JSON: cheaper from thread to thread than what they are made of. */
  records: string[];
  /** Key after which the next page starts; null at the end. */
  after: ArchiveKey | null;
}

export interface ArchiveReader {
  archivePage(kind: ArchiveKind, after: ArchiveKey | null): ArchivePage;
}

interface Row {
  key: ArchiveKey;
  record: string;
}

const ROWS = 500;
/** A mark is small, and each page looks at all marks of its run. */
const MARKS = 5_000;
/** Characters after which a page ends early. */
const CHARACTERS = 4_000_000;

/** Rows until the page is full; that there were enough of them means that there may be more. */
function page(rows: Iterable<Row>, enough: number): ArchivePage {
  const records: string[] = [];
  let characters = 0;
  for (const { key, record } of rows) {
    records.push(record);
    characters += record.length;
    if (records.length === enough || characters >= CHARACTERS) return { records, after: key };
  }
  return { records, after: null };
}

export function prepareArchiveReader(db: DatabaseSync): ArchiveReader {
  /** Documents of a table by the columns of its key. */
  const documents = (table: string, ...key: string[]): ((after: ArchiveKey | null) => Iterable<Row>) => {
    const columns = key.join(', ');
    const places = key.map(() => '?').join(', ');
    const order = `order by ${columns} limit ${ROWS}`;
    const first = db.prepare(`select doc, ${columns} from ${table} ${order}`);
    const next = db.prepare(`select doc, ${columns} from ${table} where (${columns}) > (${places}) ${order}`);
    return (after) =>
      (after === null ? first.iterate() : next.iterate(...after)).map((row) => ({
        key: key.map((column) => row[column] as string | number),
        record: row.doc as string,
      }));
  };
  const held = db.prepare(
    `select id, doc, (select json_group_array(local_id order by place) from held_id where held = id) as ids
     from held where id > ? order by id limit ${ROWS}`,
  );
  const watched = db.prepare('select doc from watched');
  const findings = db.prepare(
    `select generation, list, key, doc from finding where generation = (select generation from watched)
     and (list, key) > (?, ?) order by list, key limit ${ROWS}`,
  );
  const uploads = db.prepare(`select id, doc from upload where id > ? order by id limit ${ROWS}`);
  const parts = partsOf(db);
  const papers = db.prepare(
    `select kind, id, doc from paper where (kind, id) > (?, ?) and kind in (select value from json_each(?))
     order by kind, id limit ${ROWS}`,
  );
  const nextMarked = db.prepare(
    'select min(run) as run from listing where run > ? and run in (select id from run)',
  );
  const marks = db.prepare(
    `select batch, local_id from listing where run = ? and (batch, local_id) > (?, ?)
     order by batch, local_id limit ${MARKS}`,
  );
  const entries = db.prepare(
    `select id, region, row_hash, record_hash, detailed_at, added_in, written_in, first_seen, changed_at, removed_at,
       resource, doc, ${PACKED}, member ->> '$.decided' as decided
     from entry join document using (number) ${CHUNK} where id > ? order by id limit ${ROWS}`,
  );

  function marksAfter(after: ArchiveKey | null): ArchivePage {
    let [run, batch, localId] = (after ?? []) as [string?, number?, string?];
    if (batch === undefined) {
      run = (nextMarked.get(run ?? '')?.run as string | null) ?? undefined;
      if (run === undefined) return { records: [], after: null };
      batch = Number.MIN_SAFE_INTEGER;
      localId = '';
    }
    const of = run as string;
    const rows = marks.iterate(of, batch, localId as string).map((row) => {
      const mark = { run: of, localId: row.local_id as string, batch: row.batch as number };
      return { key: [of, mark.batch, mark.localId], record: JSON.stringify(mark) };
    });
    const found = page(rows, MARKS);
    // With the run alone: all that comes after it.
    return { records: found.records, after: found.after ?? [of] };
  }

  const pages: Record<ArchiveKind, (after: ArchiveKey | null) => ArchivePage> = {
    runs: paged(documents('run', 'id')),
    rejections: paged(documents('rejection', 'run', 'sequence')),
    sources: paged(documents('source_state', 'source')),
    acts: paged(documents('act', 'id')),
    history: paged(documents('history', 'id')),
    days: paged(documents('day', 'source', 'day')),
    links: paged(documents('link_check', 'id')),
    marks: marksAfter,
    watched: paged((after) =>
      (after === null ? watched.all() : []).map(({ doc }) => ({ key: ['watch'], record: doc as string })),
    ),
    verdicts: paged(documents('finding_decision', 'list', 'key')),
    findings: paged((after) =>
      findings.iterate(...((after ?? ['', '']) as [string, string])).map((row) => ({
        key: [row.list as string, row.key as string],
        record: `{"generation":${JSON.stringify(row.generation)},"finding":${row.doc}}`,
      })),
    ),
    uploads: paged((after) =>
      uploads.iterate(after?.[0] ?? '').map((row) => ({
        key: [row.id as string],
        record: `{"upload":${row.doc},"body":"${Buffer.concat(parts(row.id as string)).toString('base64')}"}`,
      })),
    ),
    papers: paged((after) =>
      papers.iterate(...(after ?? ['', '']), JSON.stringify(CARRIED_PAPERS)).map((row) => ({
        key: [row.kind as string, row.id as string],
        record: row.doc as string,
      })),
    ),
    held: paged((after) =>
      held.iterate(after?.[0] ?? '').map((row) => ({
        key: [row.id as string],
        record: `{"held":${row.doc},"localIds":${row.ids}}`,
      })),
    ),
    entries: paged((after) => {
      const rawOf = unpacker();
      return entries.iterate(after?.[0] ?? '').map((row) => ({
        key: [row.id as string],
        record: entryRecord(row, rawOf(row)),
      }));
    }),
  };
  return { archivePage: (kind, after) => pages[kind](after) };
}

const paged =
  (rows: (after: ArchiveKey | null) => Iterable<Row>) =>
  (after: ArchiveKey | null): ArchivePage =>
    page(rows(after), ROWS);

/** The texts as they are kept, between the facts. */
function entryRecord(row: Record<string, unknown>, raw: string): string {
  const facts = JSON.stringify({
    region: row.region,
    rowHash: row.row_hash,
    recordHash: row.record_hash,
    detailedAt: row.detailed_at,
    addedIn: row.added_in,
    writtenIn: row.written_in,
    firstSeen: row.first_seen,
    changedAt: row.changed_at,
    ...(row.decided === null ? {} : { decided: JSON.parse(row.decided as string) as Decided }),
    tombstone: row.removed_at === null ? null : { removedAt: row.removed_at, resource: row.resource },
  });
  return `{"entry":${row.doc},"raw":${raw},${facts.slice(1)}`;
}
