/** Documents of entries, and their raw records in chunks: what one transaction writes of them. */
import type { DatabaseSync } from 'node:sqlite';
import { CHUNK, compress, PACKED, unpacker } from '../raw-chunks.ts';

/** Most records of a chunk, and most UTF-16 units unless one record alone has more: all are unpacked to read one. */
const RECORDS = 32;
const CHARACTERS = 48_000;

export interface Documents {
  /** `raw` is JSON; `known`: the entry has a document, which goes. */
  put(number: number, doc: string, raw: string, known: boolean): void;
  /** The raw record as it is kept. */
  raw(number: number): string;
  /** To be called last: writes the chunk begun, drops those that no entry refers to, and empties those that are half dead. */
  settle(): void;
}

/** Each call is for one transaction: what it has gathered goes with it if it is undone. */
export function prepareDocuments(db: DatabaseSync): () => Documents {
  const lastChunk = db.prepare('select max(chunk) as last from raw_chunk');
  const addChunk = db.prepare('insert into raw_chunk (chunk, records, body) values (?, ?, ?)');
  const dropChunk = db.prepare('delete from raw_chunk where chunk = ?');
  const recordsOf = db.prepare('select records from raw_chunk where chunk = ?');
  const livingOf = db.prepare('select count(*) as living from document where chunk = ?');
  const restOf = db.prepare(`select number, ${PACKED} from document ${CHUNK} where chunk = ? order by place`);
  const chunkOf = db.prepare('select chunk from document where number = ?');
  const rawOf = db.prepare(`select ${PACKED} from document ${CHUNK} where number = ?`);
  const putDocument = db.prepare(
    `insert into document (number, doc, raw, chunk, place) values (?, ?, x'', ?, ?)
     on conflict (number) do update set doc = excluded.doc, raw = excluded.raw, chunk = excluded.chunk, place = excluded.place`,
  );
  const move = db.prepare('update document set chunk = ?, place = ? where number = ?');

  return () => {
    /** Of the chunk begun. */
    let number: number | undefined;
    let records: string[] = [];
    let characters = 0;
    const left = new Set<number>();

    function flush(): void {
      if (number === undefined || records.length === 0) return;
      addChunk.run(number, records.length, compress(records));
      number += 1;
      records = [];
      characters = 0;
    }

    function add(raw: string): [chunk: number, place: number] {
      if (records.length === RECORDS || characters + raw.length > CHARACTERS) flush();
      number ??= ((lastChunk.get()?.last as number | null) ?? 0) + 1;
      characters += raw.length;
      return [number, records.push(raw) - 1];
    }

    return {
      put(entry, doc, raw, known) {
        const chunk = known ? chunkOf.get(entry)?.chunk : null;
        if (typeof chunk === 'number') left.add(chunk);
        putDocument.run(entry, doc, ...add(raw));
      },
      raw(entry) {
        const row = rawOf.get(entry) as Record<string, unknown>;
        return row.chunk === number ? (records[row.place as number] as string) : unpacker()(row);
      },
      settle() {
        flush();
        for (const chunk of left) {
          const living = livingOf.get(chunk)?.living as number;
          if (living * 2 > (recordsOf.get(chunk)?.records as number)) continue;
          const text = unpacker();
          for (const row of restOf.all(chunk)) move.run(...add(text(row)), row.number as number);
          dropChunk.run(chunk);
        }
        flush();
      },
    };
  };
}
