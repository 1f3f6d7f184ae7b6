/** What people leave in the catalogue: found by name and in lists, written over what was read, gone when its time is over. */
import { describe, expect, it } from 'vitest';
import { paperOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const PAST = '2020-01-01T00:00:00.000Z';
const FUTURE = '2100-01-01T00:00:00.000Z';

export function papersConformance(subject: Subject): void {
  describe('papers', () => {
    it('are written over the version that was read, and no other', async () => {
      const { catalogue } = subject;
      expect(await catalogue.paper('demand', 'one')).toBeUndefined();
      expect(await catalogue.putPaper(paperOf('one', { content: { 需求: '甲' } }))).toBe(1);
      await expect(catalogue.putPaper(paperOf('one'))).rejects.toMatchObject({ code: 'catalogue.conflict' });
      expect(await catalogue.putPaper(paperOf('one', { version: 1, content: '乙' }))).toBe(2);
      await expect(catalogue.putPaper(paperOf('one', { version: 1 }))).rejects.toMatchObject({
        code: 'catalogue.conflict',
      });
      expect(await catalogue.paper('demand', 'one')).toEqual(paperOf('one', { version: 2, content: '乙' }));
      expect(await catalogue.paper('key', 'one')).toBeUndefined();
      await catalogue.dropPaper('demand', 'one');
      await catalogue.dropPaper('demand', 'one');
      expect(await catalogue.paper('demand', 'one')).toBeUndefined();
      expect(await catalogue.putPaper(paperOf('one'))).toBe(1);
    });

    it('of two who write at once, one is refused', async () => {
      const { catalogue } = subject;
      const both = await Promise.allSettled(
        ['甲', '乙'].map((content) => catalogue.putPaper(paperOf('one', { content }))),
      );
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('are listed by kind and by all the tags asked for, the greatest first, in pages', async () => {
      const { catalogue } = subject;
      for (const [id, order, tags] of [
        ['a', '3', ['红', '圆']],
        ['b', '1', ['圆']],
        ['c', '3', ['圆', '红', '大']],
        ['d', '2', []],
      ] as const) {
        await catalogue.putPaper(paperOf(id, { order, tags: [...tags] }));
      }
      await catalogue.putPaper(paperOf('e', { kind: 'report', tags: ['圆'] }));
      const ids = async (tags: string[], limit = 10) =>
        (await catalogue.papers('demand', tags, limit)).items.map(({ id }) => id);
      expect(await ids([])).toEqual(['c', 'a', 'd', 'b']);
      expect(await ids(['圆'])).toEqual(['c', 'a', 'b']);
      expect(await ids(['红', '圆'])).toEqual(['c', 'a']);
      expect(await ids(['方'])).toEqual([]);
      expect(await catalogue.countPapers('demand', ['圆'])).toBe(3);
      expect(await catalogue.countPapers('report', [])).toBe(1);
      await catalogue.putPaper(paperOf('f', { kind: 'report', tags: ['圆'] }));
      // Two questions at once see both what was written before.
      const [listed, counted] = await Promise.all([
        catalogue.papers('report', ['圆'], 10),
        catalogue.countPapers('report', ['圆']),
      ]);
      expect([listed.items.length, counted]).toEqual([2, 2]);
      const first = await catalogue.papers('demand', ['圆'], 1);
      const second = await catalogue.papers('demand', ['圆'], 1, first.cursor as string);
      const third = await catalogue.papers('demand', ['圆'], 1, second.cursor as string);
      expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual([
        'c',
        'a',
        'b',
      ]);
      expect(third.cursor).toBeNull();
      await expect(catalogue.papers('demand', [], 1, first.cursor as string)).rejects.toMatchObject({
        code: 'request.cursor-invalid',
      });
    });

    it('are not there once their time is over, and then dropped', async () => {
      const { catalogue } = subject;
      await catalogue.putPaper(paperOf('old', { kind: 'session', expiresAt: PAST }));
      await catalogue.putPaper(paperOf('new', { kind: 'session', expiresAt: FUTURE }));
      await catalogue.putPaper(paperOf('ever', { kind: 'session' }));
      expect(await catalogue.paper('session', 'old')).toBeUndefined();
      expect((await catalogue.papers('session', [], 10)).items.map(({ id }) => id)).toEqual(['new', 'ever']);
      expect(await catalogue.countPapers('session', [])).toBe(2);
      expect(await catalogue.dropExpired('2026-01-01T00:00:00.000Z')).toBe(1);
      expect(await catalogue.dropExpired('2026-01-01T00:00:00.000Z')).toBe(0);
      expect(await catalogue.paper('session', 'new')).toBeDefined();
    });

    it('go with an archive, those of the place excepted', async () => {
      const { catalogue } = subject;
      for (const kind of ['key', 'session', 'demand', 'report', 'override', 'unmet'] as const) {
        await catalogue.putPaper(paperOf('one', { kind }));
      }
      const kinds: string[] = [];
      for await (const page of catalogue.archive('papers')) kinds.push(...page.map(({ kind }) => kind));
      expect(kinds).toEqual(['demand', 'override', 'report', 'unmet']);
    });
  });
}
