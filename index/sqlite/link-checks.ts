/** Addresses that were asked, in the catalogue's file. */
import type { DatabaseSync } from 'node:sqlite';
import type { LinkCheck } from '../quality/link-checks.ts';

export const LINK_CHECKS = `
create table link_check (id text primary key, entry text not null, source text not null, url text not null, doc text not null) strict, without rowid;
create index link_check_entry on link_check(entry, url);
create index link_check_source on link_check(source, id);
`;

export interface LinkCheckWriter {
  keepLinkChecks(checks: LinkCheck[]): void;
  dropLinkChecks(ids: string[]): void;
  /** Within the caller's transaction. */
  putLinkCheck(check: LinkCheck): void;
}

export interface LinkCheckReader {
  linkChecks(entry: string): LinkCheck[];
  linkCheckPage(source: string | null, after: string): LinkCheck[];
}

export const LINK_CHECK_PAGE = 500;

export function prepareLinkCheckWriter(
  db: DatabaseSync,
  { transaction }: { transaction<T>(work: () => T): T },
): LinkCheckWriter {
  const put = db.prepare(
    'insert or replace into link_check (id, entry, source, url, doc) values (?, ?, ?, ?, ?)',
  );
  const drop = db.prepare('delete from link_check where id = ?');
  const putLinkCheck = (check: LinkCheck): void =>
    void put.run(check.id, check.entry, check.source, check.url, JSON.stringify(check));
  return {
    putLinkCheck,
    keepLinkChecks: (checks) =>
      transaction(() => {
        for (const check of checks) putLinkCheck(check);
      }),
    dropLinkChecks: (ids) =>
      transaction(() => {
        for (const id of ids) drop.run(id);
      }),
  };
}

export function prepareLinkCheckReader(db: DatabaseSync): LinkCheckReader {
  const ofEntry = db.prepare('select doc from link_check where entry = ? order by url');
  const all = db.prepare(`select doc from link_check where id > ? order by id limit ${LINK_CHECK_PAGE}`);
  const ofSource = db.prepare(
    `select doc from link_check where source = ? and id > ? order by id limit ${LINK_CHECK_PAGE}`,
  );
  const read = (rows: { doc?: unknown }[]): LinkCheck[] =>
    rows.map(({ doc }) => JSON.parse(doc as string) as LinkCheck);
  return {
    linkChecks: (entry) => read(ofEntry.all(entry)),
    linkCheckPage: (source, after) => read(source === null ? all.all(after) : ofSource.all(source, after)),
  };
}
