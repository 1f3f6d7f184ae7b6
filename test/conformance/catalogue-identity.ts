/** Which entries are one thing: the same whatever the order in which they came, and as an administrator decides. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { OpenCatalogue, Subject } from './catalogue.ts';

const AT = '2026-03-01T00:00:00.000Z';
const PLACES: Record<string, string> = { guangxi: '450000', liuzhou: '450200', guilin: '450300' };

const anyEntry = fc
  .record({
    source: fc.constantFrom(...Object.keys(PLACES)),
    localId: fc.integer({ min: 0, max: 5 }).map(String),
    title: fc.constantFrom('柳州市公厕', '公厕信息', '公厕接口服务', '停水通知'),
    publisher: fc.constantFrom('柳州市住建局', '桂林市住建局', '市住建局', '柳州市大数据发展局'),
    kind: fc.constantFrom('dataset' as const, 'api' as const),
    description: fc.constantFrom(undefined, '名称、地址', '位置、开放时间、等级'),
    nativeId: fc.constantFrom(undefined, undefined, 'f/1', 'f/2'),
  })
  .map(({ source, localId, publisher, description, nativeId, ...rest }) =>
    entryOf(source, localId, {
      ...rest,
      publisher: { name: publisher },
      spatial: { code: PLACES[source] as string },
      ...(description === undefined ? {} : { description }),
      ...(nativeId === undefined ? {} : { nativeId }),
    }),
  );

const anyEntries = fc
  .uniqueArray(anyEntry, { selector: ({ id }) => id, minLength: 1, maxLength: 10 })
  .chain((entries) =>
    fc.record({
      entries: fc.constant(entries),
      order: fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
      gone: fc.subarray(entries),
      cut: fc.nat({ max: entries.length }),
    }),
  );

export function identityConformance(subject: Subject, open: OpenCatalogue): void {
  const write = async (entries: readonly Entry[]) => {
    for (const entry of entries)
      await subject.catalogue.write(batchOf([entry], { region: entry.spatial.code }));
  };
  const resources = async (entries: readonly Entry[]) => {
    const found = await Promise.all(entries.map(({ id }) => subject.catalogue.get(id)));
    return Object.fromEntries(
      found.map((each) => [each?.entry.id, [each?.resource, each?.lead, each?.removedAt === null]]),
    );
  };
  const removeAll = async (entries: readonly Entry[]) => {
    for (const { source, localId } of entries) await subject.catalogue.remove(source, [localId], AT);
  };

  describe('identity', () => {
    it('comes out the same in any order, in halves, and after entries went and came back', async () => {
      await fc.assert(
        fc.asyncProperty(anyEntries, async ({ entries, order, gone, cut }) => {
          await write(entries);
          const first = await resources(entries);
          await removeAll(gone);
          await write(gone);
          expect(await resources(entries)).toEqual(first);
          await removeAll(entries);
          await write(order.slice(cut));
          await write(order.slice(0, cut));
          expect(await resources(entries)).toEqual(first);
          await removeAll(entries);
        }),
        { numRuns: 10 },
      );
    });

    it('is as an administrator decides, for every later harvest, until that is taken back', async () => {
      const { catalogue } = subject;
      const one = entryOf('guangxi', '1', { nativeId: 'f/1', spatial: { code: '450000' } });
      const two = entryOf('liuzhou', '2', { nativeId: 'f/1', spatial: { code: '450200' } });
      const three = entryOf('liuzhou', '3', { title: '另一个', spatial: { code: '450200' } });
      await write([one, two, three]);
      const together = async (...ids: string[]) => {
        const found = await Promise.all(ids.map((id) => catalogue.get(id)));
        return new Set(found.map((each) => each?.resource)).size === 1;
      };
      expect(await together('guangxi:1', 'liuzhou:2')).toBe(true);
      await catalogue.decide('guangxi:1', { decision: 'split' }, AT);
      expect(await together('guangxi:1', 'liuzhou:2')).toBe(false);
      await write([{ ...one, description: '又采集了一次' }]);
      expect(await together('guangxi:1', 'liuzhou:2')).toBe(false);
      await catalogue.decide('guangxi:1', { decision: 'join', with: 'liuzhou:3' }, AT);
      expect(await together('guangxi:1', 'liuzhou:3')).toBe(true);
      await catalogue.remove('guangxi', ['1'], AT);
      await write([{ ...one, description: '回来了' }]);
      expect(await together('guangxi:1', 'liuzhou:3')).toBe(true);
      expect(await together('guangxi:1', 'liuzhou:2')).toBe(false);
      expect((await catalogue.get('guangxi:1'))?.decided).toMatchObject({ apart: true });
      await catalogue.decide('guangxi:1', { decision: 'automatic' }, AT);
      expect(await together('guangxi:1', 'liuzhou:2')).toBe(true);
      expect(await together('guangxi:1', 'liuzhou:3')).toBe(false);
      expect((await catalogue.get('guangxi:1'))?.decided).toBeUndefined();
      await catalogue.refresh();
      expect(await catalogue.search(asked())).toMatchObject({ resources: 2, entries: 3 });
    });

    it('goes with what was decided into another catalogue', async () => {
      const { catalogue } = subject;
      await write([entryOf('guangxi', '1', { title: '甲' }), entryOf('liuzhou', '2', { title: '乙' })]);
      await catalogue.decide('guangxi:1', { decision: 'join', with: 'liuzhou:2' }, AT);
      const { catalogue: other, dispose } = await open();
      try {
        for await (const records of catalogue.archive('entries')) {
          expect(await other.restore(records.map((record) => ({ kind: 'entries', record })))).toEqual([]);
        }
        const [one, two] = [await other.get('guangxi:1'), await other.get('liuzhou:2')];
        expect(one?.resource).toBe(two?.resource);
        expect(one?.decided?.joined).toEqual(two?.decided?.joined);
      } finally {
        await other.close();
        await dispose();
      }
    });

    it('is decided of living entries only, and of both or none', async () => {
      const { catalogue } = subject;
      const one = entryOf('guangxi', '1');
      await write([one]);
      await expect(
        catalogue.decide('guangxi:1', { decision: 'join', with: 'guangxi:9' }, AT),
      ).rejects.toMatchObject({ code: 'entry.not-found' });
      expect((await catalogue.get('guangxi:1'))?.decided).toBeUndefined();
      await catalogue.remove('guangxi', ['1'], AT);
      await expect(catalogue.decide('guangxi:1', { decision: 'split' }, AT)).rejects.toMatchObject({
        code: 'entry.not-found',
      });
    });
  });
}
