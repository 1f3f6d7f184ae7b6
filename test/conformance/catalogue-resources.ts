/** Entries that denote one thing: one resource, counted once, however and in whatever order they came. */
import { describe, expect, it } from 'vitest';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const AT = '2026-03-01T00:00:00.000Z';

/** The same thing on the province's platform and on its city's. */
const province = entryOf('guangxi', '1', {
  nativeId: 'f/1',
  title: '桥梁信息',
  distributions: [{ format: 'csv' }],
  spatial: { code: '450000' },
});
const city = entryOf('liuzhou', '9', {
  nativeId: 'f/1',
  title: '桥梁信息',
  mode: 'sharing',
  distributions: [{ format: 'xlsx' }],
  spatial: { code: '450200' },
});

export function resourcesConformance(subject: Subject): void {
  const write = async (...entries: (typeof province)[]) => {
    for (const entry of entries) {
      await subject.catalogue.write(batchOf([entry], { region: entry.spatial.code }));
    }
    await subject.catalogue.refresh();
  };

  describe('resources', () => {
    it('counts entries that denote one thing once, under the deepest place', async () => {
      const { catalogue } = subject;
      await write(
        province,
        city,
        entryOf('guangxi', '2', { title: '桥梁统计', spatial: { code: '450000' } }),
      );
      const result = await catalogue.search(
        asked({ text: '桥梁', facets: ['source', 'mode', 'format', 'city'] }),
      );
      expect(result).toMatchObject({ resources: 2, entries: 3 });
      const hit = result.hits.find(({ offers }) => offers.count === 2);
      expect(hit).toMatchObject({
        lead: { lead: true, entry: { id: 'liuzhou:9' } },
        offers: {
          regions: ['450000', '450200'],
          modes: ['opening', 'sharing'],
          sources: ['guangxi', 'liuzhou'],
        },
      });
      expect(result.facets).toEqual({
        source: [
          { value: 'guangxi', count: 2 },
          { value: 'liuzhou', count: 1 },
        ],
        mode: [
          { value: 'opening', count: 2 },
          { value: 'sharing', count: 1 },
        ],
        format: [
          { value: 'csv', count: 1 },
          { value: 'xlsx', count: 1 },
        ],
        city: [{ value: '450200', count: 1 }],
      });
      const resource = await catalogue.resource(hit?.resource as string);
      expect(resource?.offers.map(({ entry }) => entry.id)).toEqual(['liuzhou:9', 'guangxi:1']);
      expect(resource?.lead.entry.id).toBe('liuzhou:9');
      expect(await catalogue.get('guangxi:1')).toMatchObject({ lead: false, resource: hit?.resource });
      expect(await catalogue.counts()).toEqual([
        { source: 'guangxi', entries: 2, resources: 2 },
        { source: 'liuzhou', entries: 1, resources: 1 },
      ]);
    });

    it('finds a resource by any of its offers', async () => {
      const { catalogue } = subject;
      await write(province, city);
      for (const filters of [
        { source: ['guangxi'] },
        { source: ['liuzhou'] },
        { format: ['csv'] },
        { city: ['450200'] },
      ]) {
        expect((await catalogue.search(asked({ filters }))).resources, JSON.stringify(filters)).toBe(1);
      }
      expect((await catalogue.search(asked({ filters: { source: ['elsewhere'] } }))).resources).toBe(0);
    });

    it('lets another lead when the lead is removed, and takes it back when it returns', async () => {
      const { catalogue } = subject;
      await write(province, city);
      const { resource } = (await catalogue.get('liuzhou:9')) as { resource: string };
      await catalogue.remove('liuzhou', ['9'], AT);
      await catalogue.refresh();
      const alone = await catalogue.search(asked({ text: '桥梁', facets: ['source'] }));
      expect(alone).toMatchObject({
        resources: 1,
        entries: 1,
        facets: { source: [{ value: 'guangxi', count: 1 }] },
      });
      expect(alone.hits[0]).toMatchObject({ resource, lead: { entry: { id: 'guangxi:1' }, lead: true } });
      await write(city);
      expect(await catalogue.get('liuzhou:9')).toMatchObject({ resource, lead: true });
      expect(await catalogue.get('guangxi:1')).toMatchObject({ resource, lead: false });
      await catalogue.remove('liuzhou', ['9'], AT);
      await catalogue.remove('guangxi', ['1'], AT);
      await catalogue.refresh();
      expect(await catalogue.resource(resource)).toBeUndefined();
      expect((await catalogue.search(asked())).resources).toBe(0);
    });

    it('parts what a changed identity no longer joins', async () => {
      const { catalogue } = subject;
      await write(province, city);
      await write({ ...city, nativeId: 'f/2' });
      const result = await catalogue.search(asked({ text: '桥梁', facets: ['format'] }));
      expect(result).toMatchObject({ resources: 2, entries: 2 });
      expect(result.hits.map(({ offers }) => offers.count)).toEqual([1, 1]);
      expect(result.facets.format).toEqual([
        { value: 'csv', count: 1 },
        { value: 'xlsx', count: 1 },
      ]);
      await write({ ...city, nativeId: 'f/1' });
      expect(await catalogue.search(asked())).toMatchObject({ resources: 1, entries: 2 });
    });

    it('takes a third entry of a twin pair for what it is: ambiguous, so all stay apart, until it goes', async () => {
      const { catalogue } = subject;
      const publisher = { name: '柳州市交通局' };
      const table = entryOf('liuzhou', 't', { title: '客流', publisher });
      const service = entryOf('liuzhou', 's', { title: '客流', publisher, kind: 'api' });
      const third = entryOf('liuzhou', 'x', { title: '客流', publisher });
      await write(table, service);
      expect(await catalogue.search(asked())).toMatchObject({ resources: 1, entries: 2 });
      await write(third);
      expect(await catalogue.search(asked())).toMatchObject({ resources: 3, entries: 3 });
      await catalogue.remove('liuzhou', ['x'], AT);
      await catalogue.refresh();
      expect(await catalogue.search(asked())).toMatchObject({ resources: 1, entries: 2 });
    });

    it('keeps entries apart that share a title only', async () => {
      await write(entryOf('a', '1', { title: '行政许可信息' }), entryOf('b', '1', { title: '行政许可信息' }));
      expect(await subject.catalogue.search(asked({ text: '行政许可信息' }))).toMatchObject({
        resources: 2,
        entries: 2,
      });
    });

    it('holds together and takes apart more copies than a key may have', async () => {
      const { catalogue } = subject;
      const copies = Array.from({ length: 501 }, (_, at) =>
        entryOf('many', String(at), { nativeId: 'f/same' }),
      );
      await catalogue.write(batchOf(copies.slice(0, 500)));
      expect(await catalogue.counts()).toEqual([{ source: 'many', entries: 500, resources: 1 }]);
      await catalogue.write(batchOf(copies.slice(500)));
      expect(await catalogue.counts()).toEqual([{ source: 'many', entries: 501, resources: 501 }]);
      await catalogue.remove('many', ['7'], AT);
      expect(await catalogue.counts()).toEqual([{ source: 'many', entries: 500, resources: 1 }]);
    });

    it('states entries and resources apart', async () => {
      const { catalogue } = subject;
      await write(
        province,
        city,
        entryOf('liuzhou', '8', {
          title: '其他',
          themes: [{ code: 'A', raw: 'A' }],
          spatial: { code: '450200' },
        }),
      );
      expect(await catalogue.statistics({ by: ['province'], filters: {} })).toMatchObject({
        rows: [{ key: { province: '450000' }, entries: 3, resources: 2 }],
        total: { entries: 3, resources: 2 },
      });
      const { rows } = await catalogue.statistics({ by: ['mode', 'city'], filters: {} });
      expect(rows).toEqual([
        { key: { mode: 'opening', city: '450200' }, entries: 1, resources: 1 },
        { key: { mode: 'opening' }, entries: 1, resources: 1 },
        { key: { mode: 'sharing', city: '450200' }, entries: 1, resources: 1 },
      ]);
      expect(await catalogue.statistics({ by: ['theme'], filters: { source: ['liuzhou'] } })).toMatchObject({
        rows: [
          { key: { theme: 'A' }, entries: 1, resources: 1 },
          { key: {}, entries: 1, resources: 1 },
        ],
        total: { entries: 2, resources: 2 },
      });
      expect(Date.parse((await catalogue.statistics({ by: [], filters: {} })).at)).not.toBeNaN();
    });
  });
}
