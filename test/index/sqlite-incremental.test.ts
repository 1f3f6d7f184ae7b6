/** What search reads of a file is the same, whether entries came, changed and went one by one or all at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { AT, batchOf } from './batches.ts';
import { entryOf } from './entries.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huimu-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const optional = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, ...values);
const SAID = '辖区内公共停车场的名称、地址、泊位数和收费标准';
const agent = fc.constantFrom('交通运输局', '城市管理局').map((name) => ({ name }));

const content = fc
  .record({
    title: fc.constantFrom('停车场信息', '停车场（接口）', '公厕'),
    publisher: fc.option(agent, { nil: undefined }),
    holder: fc.option(agent, { nil: undefined, freq: 2 }),
    kind: fc.constantFrom('dataset' as const, 'api' as const),
    nativeId: optional('p/1', 'p/2'),
    description: optional(SAID, `${SAID}等`, '别的'),
    volume: optional({ rows: 5 }, { rows: 9 }),
    issued: optional('2020-01-01', '2021-02-03'),
    keywords: fc.subarray(['出行', '便民']),
  })
  .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));

const SOURCES = ['a', 'b', 'c'];
const change = fc.record({
  source: fc.constantFrom(...SOURCES),
  localId: fc.constantFrom('1', '2', '3'),
  content: fc.option(content, { freq: 4 }),
});

type Catalogue = Awaited<ReturnType<typeof openSqliteCatalogue>>;

async function write(catalogue: Catalogue, entries: Iterable<Entry>): Promise<void> {
  for (const [source, some] of Map.groupBy(entries, (entry) => entry.source)) {
    const failures = await catalogue.write(
      batchOf(some, { source, region: source === 'a' ? '450000' : '450300' }),
    );
    expect(failures).toEqual([]);
  }
}

const numbersOf = (blob: unknown): number[] =>
  blob === null ? [] : [...new Uint32Array((blob as Uint8Array).slice().buffer)];

/** By entry id: its row with values for numbers, and the words under which it is found. */
function found(path: string): Map<string, object> {
  const db = new DatabaseSync(path);
  db.exec("create virtual table temp.word using fts5vocab(main, words, 'instance')");
  const ids = new Map(
    db
      .prepare('select number, id from entry')
      .all()
      .map((row) => [row.number, row.id as string]),
  );
  const terms = new Map(
    db
      .prepare('select number, facet, value from term')
      .all()
      .map((row) => [row.number, `${row.facet} ${row.value}`]),
  );
  const words = Map.groupBy(
    db.prepare('select doc, col, offset, term from temp.word').all(),
    ({ doc }) => doc,
  );
  const valuesOf = (blob: unknown) =>
    numbersOf(blob)
      .map((number) => terms.get(number))
      .sort();
  const rows = db.prepare(
    'select f.*, e.resource as id from facet_row f join entry e using (number) where f.lead > 0',
  );
  const all = rows.all().map(({ number, lead, own, whole, sequence, ...cells }): [string, object] => [
    ids.get(number as number) as string,
    {
      ...cells,
      lead: ids.get(lead as number),
      own: valuesOf(own),
      whole: valuesOf(whole),
      words: (words.get(number) ?? []).map(({ term, col, offset }) => `${col} ${offset} ${term}`).sort(),
    },
  ]);
  // No words are left of what leads no more.
  expect([...words.keys()].map((number) => ids.get(number as number)).sort()).toEqual(
    all.flatMap(([id, row]) => ('lead' in row && row.lead === id ? [id] : [])).sort(),
  );
  db.close();
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

it('in every order', async () => {
  let made = 0;
  const batches = fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(batches, async (steps) => {
      const [path, whole] = [join(folder, `${made}.db`), join(folder, `${made}-whole.db`)];
      made += 1;
      const living = new Map<string, Entry>();
      const kept = await openSqliteCatalogue({ path });
      for (const step of steps) {
        const said = new Map(step.map((each) => [`${each.source}:${each.localId}`, each]));
        const entries: Entry[] = [];
        for (const [id, { source, localId, content: facts }] of said) {
          living.delete(id);
          if (facts === null) await kept.remove(source, [localId], AT);
          else entries.push(entryOf(source, localId, facts));
        }
        for (const entry of entries) living.set(entry.id, entry);
        await write(kept, entries);
      }
      await kept.close();
      const fresh = await openSqliteCatalogue({ path: whole });
      await write(fresh, living.values());
      await fresh.close();
      expect(found(path)).toEqual(found(whole));
      for (const file of [path, whole]) rmSync(file);
    }),
    { numRuns: 12 },
  );
}, 240_000);
