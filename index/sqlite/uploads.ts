/** Kept files in the catalogue's file: a row a file, its packed bytes in rows of their own. */
import type { DatabaseSync } from 'node:sqlite';
import { type ArchivedUpload, inParts, KEPT, packed, type Upload, unpacked } from '../uploads.ts';

export const UPLOADS = `
create table upload (id text primary key, source text not null, at text not null, doc text not null) strict, without rowid;
create index upload_source on upload(source, at, id);
create table upload_part (number integer primary key, upload text not null, place integer not null, body blob not null, unique (upload, place)) strict;
`;

export interface UploadWriter {
  keepUpload(upload: Upload, body: Uint8Array): void;
  /** As archived, within the caller's transaction. */
  putUpload(archived: ArchivedUpload): void;
}

export interface UploadReader {
  uploads(source: string): Upload[];
  uploadBody(id: string): Uint8Array | undefined;
}

export function prepareUploadWriter(db: DatabaseSync): UploadWriter {
  const add = db.prepare('insert or replace into upload (id, source, at, doc) values (?, ?, ?, ?)');
  const clear = db.prepare('delete from upload_part where upload = ?');
  const addPart = db.prepare('insert into upload_part (upload, place, body) values (?, ?, ?)');
  const old = db.prepare(
    `select id from upload where source = ? order by at desc, id desc limit -1 offset ${KEPT}`,
  );
  const drop = db.prepare('delete from upload where id = ?');

  function put(upload: Upload, body: Uint8Array): void {
    add.run(upload.id, upload.source, upload.at, JSON.stringify(upload));
    clear.run(upload.id);
    for (const [place, part] of inParts(body).entries()) addPart.run(upload.id, place, part);
    for (const { id } of old.all(upload.source)) {
      drop.run(id as string);
      clear.run(id as string);
    }
  }

  return {
    putUpload: ({ upload, body }) => put(upload, Buffer.from(body, 'base64')),
    keepUpload(upload, body) {
      const small = packed(body);
      db.exec('begin immediate');
      try {
        put(upload, small);
        db.exec('commit');
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
  };
}

export function prepareUploadReader(db: DatabaseSync): UploadReader {
  const kept = db.prepare('select doc from upload where source = ? order by at desc, id desc');
  const there = db.prepare('select id from upload where id = ?');
  const parts = partsOf(db);
  return {
    uploads: (source) => kept.all(source).map(({ doc }) => JSON.parse(doc as string) as Upload),
    uploadBody: (id) => (there.get(id) === undefined ? undefined : unpacked(parts(id))),
  };
}

export function partsOf(db: DatabaseSync): (id: string) => Uint8Array[] {
  const parts = db.prepare('select body from upload_part where upload = ? order by place');
  return (id) => parts.all(id).map(({ body }) => body as Uint8Array);
}
