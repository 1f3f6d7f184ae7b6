/** The watch lists in the catalogue's file: findings a row each, under the computation that made them. */
import type { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../config/errors/errors.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Finding, WatchDecision } from '../watch/finding.ts';
import {
  type FindingFilter,
  type FindingPage,
  type KeptFinding,
  keptOf,
  noFinding,
  questionOfFindings,
  type Watched,
} from '../watch/keeping.ts';
import { upwards } from '../watch/places.ts';
import { type Count, rankOf } from '../watch/tally.ts';

export const WATCH = `
create table watched (name text primary key, generation text not null, doc text not null) strict, without rowid;
create table finding (
  generation text not null, list text not null, key text not null, rank real not null, regions text not null,
  sources text not null, verdict text not null, doc text not null, primary key (generation, list, key)
) strict, without rowid;
create index finding_order on finding(generation, list, rank desc, key);
create table finding_decision (list text not null, key text not null, verdict text not null, doc text not null, primary key (list, key)) strict, without rowid;
`;

export interface WatchWriter {
  addFindings(generation: string, findings: Finding[]): void;
  publishWatch(watched: Watched): void;
  decideFinding(decision: WatchDecision): void;
  /** As archived, within the caller's transaction. */
  putFinding(generation: string, finding: Finding): void;
  putWatched(watched: Watched): void;
  putDecision(decision: WatchDecision): void;
}

export interface WatchReader {
  watched(): Watched | undefined;
  findings(filter: FindingFilter, limit: number, cursor?: string): FindingPage;
}

export function prepareWatchWriter(db: DatabaseSync): WatchWriter {
  const add = db.prepare(
    `insert or replace into finding (generation, list, key, rank, regions, sources, verdict, doc)
     values (?1, ?2, ?3, ?4, ?5, ?6, coalesce((select verdict from finding_decision where list = ?2 and key = ?3), 'open'), ?7)`,
  );
  const count = db.prepare('select count(*) as count from finding where generation = ?');
  const publish = db.prepare("insert or replace into watched (name, generation, doc) values ('watch', ?, ?)");
  const forget = db.prepare('delete from finding where generation < ?');
  const keep = db.prepare(
    'insert or replace into finding_decision (list, key, verdict, doc) values (?, ?, ?, ?)',
  );
  const mark = db.prepare(
    'update finding set verdict = ? where generation in (select distinct generation from finding) and list = ? and key = ?',
  );
  const isThere = db.prepare(
    'select 1 as found from finding where generation = (select generation from watched) and list = ? and key = ?',
  );

  const putFinding = (generation: string, finding: Finding): void => {
    const { list, key, region, sources } = finding;
    add.run(
      generation,
      list,
      key,
      rankOf(finding),
      JSON.stringify(upwards(region)),
      JSON.stringify(sources),
      JSON.stringify(finding),
    );
  };
  const putWatched = (watched: Watched): void => {
    publish.run(watched.generation, JSON.stringify(watched));
    forget.run(watched.generation);
  };
  const putDecision = (decision: WatchDecision): void => {
    const { list, key, verdict } = decision;
    keep.run(list, key, verdict, JSON.stringify(decision));
    mark.run(verdict, list, key);
  };
  const transaction = (work: () => void): void => {
    db.exec('begin immediate');
    try {
      work();
      db.exec('commit');
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  };

  return {
    putFinding,
    putWatched,
    putDecision,
    addFindings: (generation, findings) =>
      transaction(() => {
        for (const finding of findings) putFinding(generation, finding);
      }),
    publishWatch: (watched) =>
      transaction(() => {
        const there = count.get(watched.generation)?.count;
        if (there !== keptOf(watched)) {
          throw new CodedError(
            'catalogue.conflict',
            `${watched.generation}: ${there} of ${keptOf(watched)} findings are there`,
          );
        }
        putWatched(watched);
      }),
    decideFinding: (decision) =>
      transaction(() => {
        if (isThere.get(decision.list, decision.key) === undefined) {
          throw new CodedError('request.not-found', noFinding(decision));
        }
        putDecision(decision);
      }),
  };
}

const WHERE = `from finding where generation = (select generation from watched) and list = ?1
  and (?2 is null or instr(regions, ?2) > 0) and (?3 is null or instr(sources, ?3) > 0) and (?4 is null or verdict = ?4)`;
/** A value as it stands in a list of texts in JSON. */
const quoted = (value: string | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value);

export function prepareWatchReader(db: DatabaseSync): WatchReader {
  const head = db.prepare('select doc from watched');
  const page = db.prepare(
    `select doc, rank, key, (select d.doc from finding_decision d where d.list = finding.list and d.key = finding.key) as decision
     ${WHERE} and (?5 is null or rank < ?5 or (rank = ?5 and key > ?6)) order by rank desc, key limit ?7`,
  );
  const total = db.prepare(`select count(*) as count ${WHERE}`);
  const by = (column: string) =>
    db.prepare(
      `select value as code, count(*) as count from (select ${column} as texts ${WHERE}), json_each(texts)
       group by value order by count(*) desc, value`,
    );
  const [byRegion, bySource] = [by('regions'), by('sources')];
  return {
    watched: () => {
      const row = head.get();
      return row === undefined ? undefined : (JSON.parse(row.doc as string) as Watched);
    },
    findings(filter, limit, cursor) {
      const question = questionOfFindings(filter);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, question, ['number', 'string']);
      const asked = [
        filter.list,
        quoted(filter.region),
        quoted(filter.source),
        filter.verdict ?? null,
      ] as const;
      const rows = page.all(...asked, after?.[0] ?? null, after?.[1] ?? null, limit + 1);
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(
          ({ doc, decision }): KeptFinding => ({
            ...(JSON.parse(doc as string) as Finding),
            ...(decision !== null && { decision: JSON.parse(decision as string) as WatchDecision }),
          }),
        ),
        cursor:
          rows.length > limit && last !== undefined
            ? encodeCursor(question, [last.rank as number, last.key as string])
            : null,
        total: total.get(...asked)?.count as number,
        regions: byRegion.all(...asked) as unknown as Count[],
        sources: bySource.all(...asked) as unknown as Count[],
      };
    },
  };
}
