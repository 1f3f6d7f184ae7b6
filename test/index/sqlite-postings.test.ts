/** Kept lists of postings, as entries come, change and go: the same as read anew. */
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phrase } from '../../index/analysis/words.ts';
import { type Field, Postings } from '../../index/sqlite/search/matching/postings.ts';
import { joined, stretchesOf, without } from '../../index/sqlite/search/matching/written.ts';

const WORDS = ['停车', '停车场', '公交', '水质'];

const phrase = (tokens: string[], rest: Partial<Phrase> = {}): Phrase => ({ tokens, prefix: false, ...rest });
const ASKED: [Phrase[], Field][] = [
  [[phrase(['停车'])], 'anywhere'],
  [[phrase(['停车'], { prefix: true })], 'title'],
  [[phrase(['公交']), phrase(['水质'])], 'anywhere'],
  [[phrase(['停车', '公交'])], 'anywhere'],
  [[phrase(['水质'], { unless: [['公交']] })], 'title'],
];

const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 });
const write = fc.record({
  number: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5_000 })),
  // What an entry says from then on; null where it goes, or is no lead any more.
  says: fc.option(fc.record({ title: words, text: words })),
});

describe('kept lists of postings', () => {
  it('are what reading them anew comes to, whatever is written in between', () => {
    fc.assert(
      fc.property(fc.array(fc.array(write, { minLength: 1, maxLength: 30 }), { maxLength: 8 }), (batches) => {
        const db = new DatabaseSync(':memory:');
        db.exec('create virtual table words using fts5 (title, text)');
        const put = db.prepare('insert into words (rowid, title, text) values (?, ?, ?)');
        const drop = db.prepare('delete from words where rowid = ?');
        const kept = new Postings(db);
        for (const batch of batches) {
          for (const { number, says } of batch) {
            drop.run(number);
            if (says !== null) put.run(number, says.title.join(' '), says.text.join(' '));
          }
          kept.follow(batch.map(({ number }) => number));
          for (const [phrases, field] of ASKED) {
            expect([...kept.of(phrases, field)]).toEqual([...new Postings(db).of(phrases, field)]);
          }
        }
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  it('are read anew where too much was written to tell of it', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('create virtual table words using fts5 (title, text)');
    const put = db.prepare('insert into words (rowid, title, text) values (?, ?, ?)');
    const kept = new Postings(db);
    const [phrases, field] = [[phrase(['停车'])], 'anywhere'] as const;
    expect([...kept.of([...phrases], field)]).toEqual([]);
    put.run(7, '停车', '');
    kept.follow(null);
    expect([...kept.of([...phrases], field)]).toEqual([7]);
    // Asked for again after more writes than are remembered.
    for (let number = 100; number < 200; number += 1) {
      put.run(number, '停车', '');
      kept.follow([number]);
    }
    expect(kept.of([...phrases], field)).toHaveLength(101);
    db.close();
  });
});

describe('stretches', () => {
  it('hold every number, and leave the rest of a list as it was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 2_000 })),
        fc.array(fc.nat({ max: 2_000 }), { maxLength: 40 }),
        (some, numbers) => {
          const list = Int32Array.from(some.sort((a, b) => a - b));
          const stretches = stretchesOf(numbers);
          const isIn = (number: number) => stretches.some(({ from, to }) => number >= from && number <= to);
          expect(numbers.every(isIn)).toBe(true);
          const parts = without(list, stretches);
          expect(parts.flatMap((part) => [...part])).toEqual([...list].filter((number) => !isIn(number)));
          const found = stretches.map(({ from, to }) =>
            list.filter((number) => number >= from && number <= to),
          );
          expect([...joined(parts, found)]).toEqual([...list]);
        },
      ),
    );
  });
});
