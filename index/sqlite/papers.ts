/** What people leave in the catalogue, a row each. */
import type { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../config/errors/errors.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Page } from '../operations.ts';
import { isThere, type Paper, type PaperKind, questionOfPapers } from '../people/papers.ts';

export const PAPERS = `
create table paper (
  kind text not null, id text not null, place text not null, tags text not null, expires_at text, version integer not null,
  doc text not null, primary key (kind, id)
) strict, without rowid;
create index paper_order on paper(kind, place, id);
create index paper_expiry on paper(expires_at) where expires_at is not null;
`;

export interface PaperWriter {
  putPaper(paper: Paper): number;
  dropPaper(kind: PaperKind, id: string): void;
  dropExpired(now: string): number;
  /** As archived, whatever version is stored. */
  restorePaper(paper: Paper): void;
}

export interface PaperReader {
  /** `now`: the caller's clock, as instants in papers are. */
  paper(now: string, kind: PaperKind, id: string): Paper | undefined;
  papers(now: string, kind: PaperKind, tags: string[], limit: number, cursor?: string): Page<Paper>;
  countPapers(now: string, kind: PaperKind, tags: string[]): number;
}

export function preparePaperWriter(db: DatabaseSync): PaperWriter {
  const versionOf = db.prepare('select version from paper where kind = ? and id = ?');
  const put = db.prepare(
    'insert or replace into paper (kind, id, place, tags, expires_at, version, doc) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const drop = db.prepare('delete from paper where kind = ? and id = ?');
  const expire = db.prepare('delete from paper where expires_at <= ?');

  function restorePaper(paper: Paper): void {
    const { kind, id, order, tags, expiresAt, version } = paper;
    put.run(kind, id, order, JSON.stringify(tags), expiresAt, version, JSON.stringify(paper));
  }

  return {
    restorePaper,
    putPaper(paper) {
      // No other process may write it between the look and the write.
      db.exec('begin immediate');
      try {
        const stored = (versionOf.get(paper.kind, paper.id)?.version as number | undefined) ?? 0;
        if (stored !== paper.version) {
          const detail = `${paper.kind} ${paper.id}: version ${paper.version} is not the stored ${stored}`;
          throw new CodedError('catalogue.conflict', detail);
        }
        restorePaper({ ...paper, version: stored + 1 });
        db.exec('commit');
        return stored + 1;
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
    dropPaper: (kind, id) => void drop.run(kind, id),
    dropExpired: (now) => Number(expire.run(now).changes),
  };
}

export function preparePaperReader(db: DatabaseSync): PaperReader {
  const one = db.prepare('select doc from paper where kind = ? and id = ?');
  const narrowed = `kind = ?1 and (expires_at is null or expires_at > ?2)
    and not exists (select 1 from json_each(?3) as wanted where wanted.value not in (select value from json_each(tags)))`;
  const list = db.prepare(
    `select doc from paper where ${narrowed} and (?4 is null or (place, id) < (?4, ?5))
     order by place desc, id desc limit ?6`,
  );
  const count = db.prepare(`select count(*) as count from paper where ${narrowed}`);

  return {
    paper(now, kind, id) {
      const row = one.get(kind, id);
      const paper = row && (JSON.parse(row.doc as string) as Paper);
      return paper !== undefined && isThere(paper, now) ? paper : undefined;
    },
    papers(now, kind, tags, limit, cursor) {
      const question = questionOfPapers(kind, tags);
      const [place, id] =
        cursor === undefined ? [null, null] : decodeCursor(cursor, question, ['string', 'string']);
      const rows = list.all(kind, now, JSON.stringify(tags), place ?? null, id ?? null, limit + 1);
      const items = rows.slice(0, limit).map(({ doc }) => JSON.parse(doc as string) as Paper);
      const last = items.at(-1);
      const goesOn = rows.length > limit && last !== undefined;
      return { items, cursor: goesOn ? encodeCursor(question, [last.order, last.id]) : null };
    },
    countPapers: (now, kind, tags) => count.get(kind, now, JSON.stringify(tags))?.count as number,
  };
}
