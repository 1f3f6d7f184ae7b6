/** The order of changes: each entry once, where it changed last; places in it that outlive the index. */
import { describe, expect, it } from 'vitest';
import { archivedOf } from '../../index/archive/archive.ts';
import type { ChangePlace, ChangesWanted } from '../../index/port.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import type { OpenCatalogue, Subject } from './catalogue.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
const START: ChangePlace = { changedAt: at(-1000), id: '' };

export function changesConformance(subject: Subject, open: OpenCatalogue): void {
  const walk = async (
    { catalogue }: Subject,
    from = START,
    wanted: ChangesWanted = {},
    size = 2,
  ): Promise<string[]> => {
    await catalogue.refresh();
    const seen: string[] = [];
    let place = from;
    for (let page = await catalogue.changes(place, size, wanted); page.length > 0; ) {
      seen.push(...page.map(({ entry, removedAt }) => `${removedAt === null ? '' : '-'}${entry.id}`));
      const last = page.at(-1) as (typeof page)[0];
      place = { changedAt: last.changedAt, id: last.entry.id };
      page = await catalogue.changes(place, size, wanted);
    }
    return seen;
  };

  describe('the order of changes', () => {
    const fill = async ({ catalogue }: Subject) => {
      const put = (minute: number, ...ids: string[]) =>
        catalogue.write(
          batchOf(
            ids.map((id) => entryOf('a', id)),
            { at: at(minute) },
          ),
        );
      await put(0, '1', '2', '3', '4', '5');
      await put(1, '6', '汇', '𠀀', 'Z');
      // As it was: it has not changed.
      await put(2, '1');
      await catalogue.write(batchOf([entryOf('a', '2', { title: '改' })], { at: at(3) }));
      await catalogue.remove('a', ['3', '5'], at(4));
      await catalogue.write(batchOf([entryOf('a', '5', { title: '回' })], { at: at(5) }));
    };
    const ALL = ['a:1', 'a:4', 'a:6', 'a:Z', 'a:汇', 'a:𠀀', 'a:2', '-a:3', 'a:5'];

    it('has each entry once, tombstones too, in pages of any size', async () => {
      await fill(subject);
      for (const size of [1, 2, 3, 100]) expect(await walk(subject, START, {}, size)).toEqual(ALL);
      expect(await walk(subject, START, { state: 'living' })).toEqual(
        ALL.filter((id) => !id.startsWith('-')),
      );
    });

    it('goes on from an instant, or behind an entry', async () => {
      await fill(subject);
      expect(await walk(subject, { changedAt: at(3), id: '' })).toEqual(['a:2', '-a:3', 'a:5']);
      expect(await walk(subject, { changedAt: at(1), id: 'a:Z' })).toEqual(ALL.slice(4));
      expect(await walk(subject, { changedAt: at(5), id: 'a:5' })).toEqual([]);
    });

    it('is narrowed to a span, to tombstones, to what an entry is or was; and counted so', async () => {
      await fill(subject);
      const { catalogue } = subject;
      const other = { mode: 'sharing', spatial: { code: '440106' } } as const;
      await catalogue.write(
        batchOf([entryOf('b', '1', other), entryOf('b', '2', { ...other, mode: 'opening' })], { at: at(6) }),
      );
      await catalogue.remove('b', ['1'], at(7));
      const found: [ChangesWanted, string[]][] = [
        [{ until: at(1) }, ALL.slice(0, 6)],
        [{ until: at(0) }, ALL.slice(0, 2)],
        [{ state: 'removed' }, ['-a:3', '-b:1']],
        [{ state: 'removed', until: at(6) }, ['-a:3']],
        [{ filters: { source: ['b'] } }, ['b:2', '-b:1']],
        [{ filters: { mode: ['sharing'] } }, ['-b:1']],
        [{ filters: { province: ['440000'] } }, ['b:2', '-b:1']],
        [{ filters: { city: ['440100'], mode: ['opening'] } }, ['b:2']],
        [{ filters: { city: ['450300'], source: ['a', 'b'] } }, ALL],
        [{ filters: { province: ['110000'] } }, []],
      ];
      for (const [wanted, ids] of found) {
        expect([wanted, await walk(subject, START, wanted)]).toEqual([wanted, ids]);
        expect(await catalogue.countChanges(START, wanted)).toBe(ids.length);
        const behind = { changedAt: at(1), id: 'a:6' };
        const left = await walk(subject, behind, wanted);
        expect([wanted, await catalogue.countChanges(behind, wanted)]).toEqual([wanted, left.length]);
      }
      // Archives bring tombstones that were never alive here.
      const opened = await open();
      try {
        for await (const page of archivedOf(catalogue, 'entries')) await opened.catalogue.restore(page);
        for (const [wanted, ids] of found) expect(await walk(opened, START, wanted)).toEqual(ids);
      } finally {
        await opened.catalogue.close();
        await opened.dispose();
      }
    });

    it('is the same where the catalogue was taken elsewhere', async () => {
      await fill(subject);
      const { catalogue: other, dispose } = await open();
      try {
        for await (const page of archivedOf(subject.catalogue, 'entries')) await other.restore(page);
        expect(await walk({ catalogue: other })).toEqual(ALL);
        const behind = { changedAt: at(1), id: 'a:汇' };
        expect(await walk({ catalogue: other }, behind)).toEqual(await walk(subject, behind));
      } finally {
        await other.close();
        await dispose();
      }
    });
  });
}
