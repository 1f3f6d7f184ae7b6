/** The order of changes: each entry once, where it changed last; places in it that outlive the index. */
import { describe, expect, it } from 'vitest';
import { archivedOf } from '../../index/archive/archive.ts';
import type { ChangePlace } from '../../index/port.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import type { OpenCatalogue, Subject } from './catalogue.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
const START: ChangePlace = { changedAt: at(-1000), id: '' };

export function changesConformance(subject: Subject, open: OpenCatalogue): void {
  const walk = async ({ catalogue }: Subject, from = START, living = false, size = 2): Promise<string[]> => {
    await catalogue.refresh();
    const seen: string[] = [];
    let place = from;
    for (let page = await catalogue.changes(place, size, living); page.length > 0; ) {
      seen.push(...page.map(({ entry, removedAt }) => `${removedAt === null ? '' : '-'}${entry.id}`));
      const last = page.at(-1) as (typeof page)[0];
      place = { changedAt: last.changedAt, id: last.entry.id };
      page = await catalogue.changes(place, size, living);
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
      for (const size of [1, 2, 3, 100]) expect(await walk(subject, START, false, size)).toEqual(ALL);
      expect(await walk(subject, START, true)).toEqual(ALL.filter((id) => !id.startsWith('-')));
    });

    it('goes on from an instant, or behind an entry', async () => {
      await fill(subject);
      expect(await walk(subject, { changedAt: at(3), id: '' })).toEqual(['a:2', '-a:3', 'a:5']);
      expect(await walk(subject, { changedAt: at(1), id: 'a:Z' })).toEqual(ALL.slice(4));
      expect(await walk(subject, { changedAt: at(5), id: 'a:5' })).toEqual([]);
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
