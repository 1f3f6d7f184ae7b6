import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { catalogueConformance } from '../conformance/catalogue.ts';
import { batchOf } from './batches.ts';
import { actOf, asked, entryOf } from './entries.ts';

catalogueConformance('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-'));
  const catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
  return { catalogue, dispose: async () => rmSync(folder, { recursive: true }) };
});

describe('the file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'huimu-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made with its folder, and holds all when opened again', async () => {
    const path = join(folder, 'deep', 'er', 'catalogue.db');
    const first = await openSqliteCatalogue({ path });
    await first.write(batchOf([entryOf('a', '1', { title: '停车场', nativeId: 'x' })]));
    await first.close();
    const second = await openSqliteCatalogue({ path });
    expect((await second.search(asked({ text: '停车场', facets: ['source'] }))).facets.source).toEqual([
      { value: 'a', count: 1 },
    ]);
    await second.write(batchOf([entryOf('b', '1', { title: '停车场', nativeId: 'x' })]));
    expect(await second.counts()).toHaveLength(2);
    expect(await second.search(asked({ text: '停车场' }))).toMatchObject({ resources: 1, entries: 2 });
    await second.close();
    await expect(second.get('a:1')).rejects.toMatchObject({ code: 'catalogue.unavailable' });
  });

  it('of a newer version is refused by name, untouched', async () => {
    const path = join(folder, 'newer.db');
    const db = new DatabaseSync(path);
    db.exec('pragma user_version = 99; create table theirs (x)');
    db.close();
    await expect(openSqliteCatalogue({ path })).rejects.toMatchObject({ code: 'catalogue.newer-version' });
    const after = new DatabaseSync(path);
    expect(after.prepare('select count(*) as n from sqlite_schema').get()?.n).toBe(1);
    after.close();
  });

  it('of the version before is brought forward with all that it holds, and keeps its acts from then on', async () => {
    const path = join(folder, 'older.db');
    const before = await openSqliteCatalogue({ path });
    const registration = { code: '450300202500017' };
    await before.write(
      batchOf([
        entryOf('a', '1', { title: '停车场', registration, operator: { name: '甲公司' } }),
        entryOf('a', '2', { title: '停车场登记', registration, isRegistration: true }),
      ]),
    );
    const raw = await before.raw('a:2');
    await before.close();
    const file = new DatabaseSync(path);
    // As the programs of that time left it: no acts, no order of changes, only the keys and facets that they knew.
    for (const column of ['lacks', 'exempt', 'mqa', 'due', 'overdue', 'rows', 'added']) {
      file.exec(`alter table facet_row drop column ${column}`);
    }
    file.exec('drop table raw_chunk; drop index document_chunk');
    for (const column of ['chunk', 'place']) file.exec(`alter table document drop column ${column}`);
    file.prepare('update document set raw = ?').run(zstdCompressSync(JSON.stringify(raw)));
    file.exec(
      'drop table act; drop index entry_change; drop index run_status; drop table upload; drop table upload_part; drop table paper; drop table watched; drop table finding; drop table finding_decision; drop table history; drop table history_path; drop table day; drop table link_check; alter table facet_row drop column changed; alter table facet_row drop column resource; pragma user_version = 1',
    );
    file.exec("delete from figure where name = 'derived'; delete from identity_key");
    file.exec(
      "update entry set member = json_set(json_remove(member, '$.place'), '$.keys', json_array('entry:' || id))",
    );
    file.exec("insert into identity_key select 'entry:' || id, number from entry");
    file.exec(
      "update entry set resource = id, lead = number; update facet_row set own = x'', lead = number, offers = 1",
    );
    file.close();
    const after = await openSqliteCatalogue({ path });
    expect(await after.raw('a:2')).toEqual(raw);
    await after.record(actOf('one'));
    expect((await after.acts({}, 10)).items).toEqual([actOf('one')]);
    expect(await after.search(asked({ text: '停车场', facets: ['operator', 'registered'] }))).toMatchObject({
      resources: 1,
      entries: 2,
      facets: {
        operator: [{ value: '甲公司', count: 1 }],
        registered: [{ value: 'valid', count: 1 }],
      },
    });
    await after.close();
    const other = new DatabaseSync(path);
    expect(() => other.exec("update act set doc = '{}'")).toThrow('not changed');
    expect(() => other.exec('delete from act')).toThrow('kept');
    other.close();
  });

  it('that is none, or cannot be made, is refused by name', async () => {
    const path = join(folder, 'text.db');
    writeFileSync(path, 'not a database '.repeat(1000));
    await expect(openSqliteCatalogue({ path })).rejects.toMatchObject({ code: 'catalogue.unavailable' });
    await expect(openSqliteCatalogue({ path: join(path, 'below', 'x.db') })).rejects.toMatchObject({
      code: 'catalogue.unavailable',
    });
  });

  it('is written by two in turns, neither losing what the other added', async () => {
    const path = join(folder, 'two.db');
    const [one, other] = [await openSqliteCatalogue({ path }), await openSqliteCatalogue({ path })];
    const entry = (at: number) => entryOf(`s${at}`, '1', { title: '停车场', nativeId: `n${at % 3}` });
    for (let at = 0; at < 12; at += 1) {
      const [writer, reader] = at % 2 === 0 ? [one, other] : [other, one];
      await writer.write(batchOf([entry(at)]));
      const { entries, facets } = await reader.search(
        asked({ text: '停车场', facets: ['source'], facetSize: 20 }),
      );
      expect(entries).toBe(at + 1);
      expect(facets.source).toHaveLength(at + 1);
    }
    expect(await one.search(asked())).toMatchObject({ resources: 3, entries: 12 });
    await Promise.all([one.close(), other.close()]);
  });

  it('is written by one while another searches', async () => {
    const path = join(folder, 'shared.db');
    const [one, other] = [await openSqliteCatalogue({ path }), await openSqliteCatalogue({ path })];
    const write = async () => {
      for (let at = 0; at < 20; at += 1)
        await one.write(batchOf([entryOf('a', String(at), { title: `停车场${at}` })]));
    };
    const search = async () => {
      for (let at = 0; at < 20; at += 1) {
        const { resources, hits } = await other.search(asked({ text: '停车场', size: 100 }));
        expect(hits).toHaveLength(resources);
      }
    };
    await Promise.all([write(), search()]);
    expect(await other.search(asked({ text: '停车场' }))).toMatchObject({ resources: 20 });
    await Promise.all([one.close(), other.close()]);
  });
});
