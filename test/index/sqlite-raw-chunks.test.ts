/** Raw records in chunks: whatever is put, put again, undone, each is read as it was written, and no chunk outlives its records. */
import type { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHUNK, PACKED, unpacker } from '../../index/sqlite/raw-chunks.ts';
import { openForWriting } from '../../index/sqlite/schema.ts';
import { prepareDocuments } from '../../index/sqlite/write/write-documents.ts';

const ENTRIES = 80;
const text = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 30_000 }).map((length) => '停车场\n'.repeat(length / 4)),
  },
  { weight: 1, arbitrary: fc.constant('<li>停车场</li>\n'.repeat(8_000)) },
);
const put = fc.record({
  number: fc.integer({ min: 1, max: ENTRIES }),
  raw: text.map((some) => JSON.stringify(some)),
});
const step = fc.record({
  puts: fc.array(put, { minLength: 1, maxLength: 100, size: 'max' }),
  /** The writer dies before it commits. */
  undone: fc.boolean(),
});

/** Every record as it is read, all by one reader, in an order that jumps between chunks. */
function readBack(db: DatabaseSync): Map<number, string> {
  const rawOf = unpacker();
  const rows = db
    .prepare(`select number, ${PACKED} from document ${CHUNK} order by number % 7, number`)
    .iterate();
  return new Map(rows.map((row) => [row.number as number, rawOf(row)]));
}

function expectNoneOrphaned(db: DatabaseSync): void {
  const lost = db.prepare(
    `select number from document ${CHUNK} where chunk is not null and (body is null or place >= records)`,
  );
  expect(lost.all()).toEqual([]);
  const chunks = db
    .prepare(
      'select records, (select count(*) from document d where d.chunk = c.chunk) as living from raw_chunk c',
    )
    .all() as { records: number; living: number }[];
  for (const { records, living } of chunks) {
    expect(living).toBeLessThanOrEqual(records);
    expect(living * 2).toBeGreaterThan(records);
  }
}

it('are read as they were written, after any writes, and no chunk stays that is half dead', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const db = openForWriting(':memory:');
      const documentsOf = prepareDocuments(db);
      const kept = new Map<number, string>();
      // As a file from before holds them.
      const older = db.prepare("insert into document (number, doc, raw) values (?, '{}', ?)");
      for (let number = 1; number <= 10; number += 1) {
        older.run(number, zstdCompressSync(`"${number}"`));
        kept.set(number, `"${number}"`);
      }
      for (const { puts, undone } of steps) {
        db.exec('begin immediate');
        const documents = documentsOf();
        const now = new Map(kept);
        for (const { number, raw } of puts) {
          documents.put(number, '{}', raw, now.has(number));
          now.set(number, raw);
          expect(documents.raw(number)).toBe(raw);
        }
        documents.settle();
        db.exec(undone ? 'rollback' : 'commit');
        if (!undone) for (const [number, raw] of now) kept.set(number, raw);
        expect(readBack(db)).toEqual(kept);
        expectNoneOrphaned(db);
      }
      db.close();
    }),
    { numRuns: 15 },
  );
}, 120_000);
