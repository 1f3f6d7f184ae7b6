/** What a catalogue remembers: what became of entries, in which run, and figures by day. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { DayNote } from '../../index/history/day.ts';
import { HISTORY_KEPT, type ShiftFilter } from '../../index/history/port.ts';
import type { HistoryRecord } from '../../index/history/record.ts';
import { type EntryStanding, standingOf } from '../../index/history/standing.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { dayNote, entryOf, runOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();

const open = (over: Partial<Entry> = {}) =>
  entryOf('a', '1', {
    title: '停车场',
    openness: { class: 'unconditional', raw: '无条件开放' },
    keywords: ['车', '场'],
    ...over,
  });
const gone = open({ mode: 'authorised-operation', openness: { class: 'on-application', raw: '依申请' } });

export function historyConformance(subject: Subject): void {
  /** Of sources that state each time what the entry then says. */
  const put = (minute: number, run: string, ...entries: Entry[]) => {
    const batch = batchOf(entries, { at: at(minute), run });
    for (const each of batch.puts) each.recordHash = JSON.stringify(each.entry);
    return subject.catalogue.write(batch);
  };
  const whole = async (id: string, size = 100): Promise<HistoryRecord[]> => {
    const found: HistoryRecord[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await subject.catalogue.history(id, size, cursor ?? undefined);
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    return found;
  };
  const told = (records: HistoryRecord[]) => records.map(({ kind, run, at: when }) => [kind, run, when]);

  describe('history', () => {
    it('tells of an entry when it changed, in which run and how, the newest first', async () => {
      await put(0, 'r1', open(), entryOf('a', '2'));
      await put(1, 'r2', open());
      await put(2, 'r3', gone);
      await subject.catalogue.remove('a', ['1', 'none'], at(3), 'r4');
      await put(4, 'r5', open({ keywords: ['场', '库', '库'] }));
      const records = await whole('a:1');
      expect(told(records)).toEqual([
        ['returned', 'r5', at(4)],
        ['removed', 'r4', at(3)],
        ['changed', 'r3', at(2)],
        ['added', 'r1', at(0)],
      ]);
      expect(records[2]).toMatchObject({ entry: 'a:1', source: 'a', title: '停车场', region: '450300' });
      expect(records[2]).toMatchObject({ mode: 'opening', openness: 'unconditional' });
      expect(records[2]?.changes).toEqual([
        { field: 'mode', from: 'opening', to: 'authorised-operation' },
        { field: 'openness.class', from: 'unconditional', to: 'on-application' },
        { field: 'openness.raw', from: '无条件开放', to: '依申请' },
      ]);
      expect(records[1]).toMatchObject({
        mode: 'authorised-operation',
        openness: 'on-application',
        changes: [],
      });
      expect(records[0]?.changes).toContainEqual({ field: 'keywords', added: ['库', '库'], removed: ['车'] });
      for (const size of [1, 2, 3]) expect(await whole('a:1', size)).toEqual(records);
      expect(told(await whole('a:2'))).toEqual([['added', 'r1', at(0)]]);
      await expect(whole('a:none')).rejects.toMatchObject({ code: 'entry.not-found' });
      await expect(subject.catalogue.history('a:2', 5, 'x')).rejects.toMatchObject({
        code: 'request.cursor-invalid',
      });
    });

    it('has a write once, however often it is done', async () => {
      await put(0, 'r1', open());
      for (const minute of [1, 2, 3]) await put(minute, 'r2', gone);
      await put(4, 'r2', gone);
      for (const minute of [5, 6]) await subject.catalogue.remove('a', ['1'], at(minute), 'r3');
      expect(told(await whole('a:1'))).toEqual([
        ['removed', 'r3', at(5)],
        ['changed', 'r2', at(1)],
        ['added', 'r1', at(0)],
      ]);
    });

    it('takes nothing for new because its batch does', async () => {
      const { catalogue } = subject;
      const [same, back] = [entryOf('a', '2'), entryOf('a', '3')];
      await put(0, 'r1', open(), same, back);
      await catalogue.remove('a', ['3'], at(1), 'r2');
      const batch = batchOf([gone, same, back, entryOf('a', '4')], { at: at(2), run: 'r3' });
      const puts = batch.puts.map((each) => ({ ...each, isNew: true }));
      expect(await catalogue.write({ ...batch, puts })).toEqual([]);
      expect(told(await whole('a:1'))).toEqual([
        ['changed', 'r3', at(2)],
        ['added', 'r1', at(0)],
      ]);
      expect(told(await whole('a:2'))).toEqual([['added', 'r1', at(0)]]);
      expect((await whole('a:3')).map(({ kind }) => kind)).toEqual(['returned', 'removed', 'added']);
      expect(told(await whole('a:4'))).toEqual([['added', 'r3', at(2)]]);
      expect(await catalogue.get('a:1')).toMatchObject({ firstSeen: at(0), changedAt: at(2) });
      expect(await catalogue.get('a:2')).toMatchObject({ firstSeen: at(0), changedAt: at(0) });
      await catalogue.refresh();
      expect(await catalogue.counts()).toEqual([{ source: 'a', entries: 4, resources: expect.any(Number) }]);
    });

    it('tells a change at the source from one of our reading', async () => {
      await subject.catalogue.createRun(runOf('again', { replay: true }));
      await put(0, 'r1', open());
      await put(1, 'again', open({ keywords: [] }));
      // The source states what it stated.
      for (const [minute, keyword] of [
        [2, '库'],
        [3, '场'],
      ] as const) {
        const batch = batchOf([open({ keywords: [keyword] })], { at: at(minute), run: `r${minute}` });
        await subject.catalogue.write(batch);
      }
      await put(4, 'r4', open({ keywords: ['位'] }));
      expect((await whole('a:1')).map(({ kind }) => kind)).toEqual([
        'changed',
        'restated',
        // Its source had stated something else to the replay's mapping.
        'changed',
        'restated',
        'added',
      ]);
    });

    it('keeps the newest records of each entry, and its start', async () => {
      const { catalogue } = subject;
      await put(0, 'r0', open(), entryOf('a', '2'));
      for (let each = 1; each <= HISTORY_KEPT + 3; each += 1) {
        await put(each, `r${each}`, open({ description: `第${each}版` }));
        if (each % 10 === 0 || each > HISTORY_KEPT) await catalogue.refresh();
      }
      const records = await whole('a:1');
      expect(records).toHaveLength(HISTORY_KEPT + 1);
      expect(records.at(-1)).toMatchObject({ kind: 'added', run: 'r0', at: at(0) });
      expect(records.at(-2)).toMatchObject({ run: 'r4' });
    });

    it('finds what changed in a field or went, in all entries', async () => {
      const { catalogue } = subject;
      const guilin = entryOf('a', '2', { title: '桂林' });
      const nanning = entryOf('b', '1', { title: '南宁', spatial: { code: '450100' } });
      await put(0, 'r1', open(), guilin);
      await put(0, 'r1b', nanning);
      await put(1, 'r2', gone);
      await put(2, 'r3', { ...guilin, title: '桂林市' });
      await put(3, 'r4', { ...nanning, openness: { class: 'closed', raw: '不予' } });
      await catalogue.remove('a', ['2'], at(4), 'r5');
      await catalogue.refresh();
      const find = async (filter: Partial<ShiftFilter>, size = 10) => {
        const found: string[] = [];
        let cursor: string | null | undefined;
        const asked = { fields: ['mode', 'openness'], removals: true, ...filter };
        do {
          const page = await catalogue.shifts(asked, size, cursor ?? undefined);
          found.push(...page.items.map(({ entry, run }) => `${entry} ${run}`));
          cursor = page.cursor;
        } while (cursor !== null);
        return found;
      };
      const all = ['a:2 r5', 'b:1 r4', 'a:1 r2'];
      expect(await find({})).toEqual(all);
      expect(await find({}, 1)).toEqual(all);
      expect(await find({ removals: false })).toEqual(all.slice(1));
      expect(await find({ fields: ['openness.class'], removals: false })).toEqual(all.slice(1));
      expect(await find({ fields: ['title'], removals: false })).toEqual(['a:2 r3']);
      expect(await find({ since: at(3) })).toEqual(all.slice(0, 2));
      expect(await find({ source: 'a' })).toEqual(['a:2 r5', 'a:1 r2']);
      expect(await find({ region: '450000' })).toEqual(all);
      expect(await find({ region: '450100' })).toEqual(['b:1 r4']);
      expect(await find({ region: '100000' })).toEqual(all);
    });
  });

  describe('standings', () => {
    it('are those of the living entries of a source', async () => {
      const { catalogue } = subject;
      const yearly = { code: 'ANNUAL' as const, raw: '每年' };
      const entries = [
        open({ frequency: yearly, modified: '2020-05-01' }),
        entryOf('a', '2', { mode: gone.mode, openness: gone.openness }),
        entryOf('a', '3', { title: '"not-understood"', frequency: { code: 'NEVER', raw: '不更新' } }),
        entryOf('a', '4', { remarks: [{ field: 'fee', code: 'not-understood', raw: '面议' }] }),
        entryOf('a', '5', { remarks: [{ field: 'title', code: 'ignored', raw: '"not-understood"' }] }),
      ];
      await put(0, 'r1', ...entries, entryOf('a', '6'));
      await catalogue.write(batchOf([entryOf('b', '1')], { at: at(0) }));
      await catalogue.remove('a', ['6'], at(1), 'r2');
      await catalogue.refresh();
      const found: EntryStanding[] = [];
      for await (const page of catalogue.standings('a')) found.push(...page);
      const inOrder = (standings: EntryStanding[]) =>
        standings.sort((one, other) => (inspect(one) < inspect(other) ? -1 : 1));
      expect(inOrder(found)).toEqual(inOrder(entries.map(standingOf)));
      expect(found.filter(({ unknown }) => unknown)).toHaveLength(1);
      expect(new Set(found.map(({ due }) => due)).size).toBe(3);
      for await (const page of catalogue.standings('none')) expect(page).toEqual([]);
    });
  });

  describe('figures by day', () => {
    const note = (source: string, day: number, by: string, over: Partial<DayNote> = {}): DayNote =>
      dayNote(source, `2026-03-0${day}`, by, over);

    it('are the newest of the day, and what its runs did adds up, each once', async () => {
      const { catalogue } = subject;
      const first = note('a', 1, 'r1');
      await catalogue.noteDay(first);
      const second = note('a', 1, 'r2', { entries: 12, at: '2026-03-01T05:00:00.000Z' });
      await catalogue.noteDay(second);
      await catalogue.noteDay(second);
      // Done again after a crash, later than what came after it.
      await catalogue.noteDay({ ...first, at: at(1) });
      const { items } = await catalogue.days({}, 10);
      const { part: _, ...figures } = second;
      expect(items).toEqual([{ ...figures, parts: [second.part, first.part] }]);
    });

    it('come by day and source, of a place and a time, in pages', async () => {
      const { catalogue } = subject;
      for (const day of [3, 1, 2])
        for (const source of ['b', 'a']) await catalogue.noteDay(note(source, day, 'r'));
      const named = (figures: { source: string; day: string }[]) =>
        figures.map(({ source, day }) => `${day} ${source}`);
      const first = await catalogue.days({}, 4);
      const names = named(first.items);
      expect(names).toEqual(['2026-03-01 a', '2026-03-01 b', '2026-03-02 a', '2026-03-02 b']);
      const rest = await catalogue.days({}, 4, first.cursor as string);
      expect([named(rest.items), rest.cursor]).toEqual([['2026-03-03 a', '2026-03-03 b'], null]);
      const asked = { region: '450000', from: '2026-03-02', until: '2026-03-02' };
      expect(named((await catalogue.days(asked, 9)).items)).toEqual(['2026-03-02 a']);
      expect(named(await catalogue.lastDays('2026-03-03'))).toEqual(['2026-03-02 a', '2026-03-02 b']);
      expect(named(await catalogue.lastDays('2026-03-03', { region: '330000' }))).toEqual(['2026-03-02 b']);
      expect(named(await catalogue.lastDays('2026-03-02', { source: 'a' }))).toEqual(['2026-03-01 a']);
      expect(await catalogue.lastDays('2026-03-01')).toEqual([]);
      const lines = await catalogue.lines('2026-03-02', '2026-03-02');
      const places = ['2026-03-01 a', '2026-03-02 a', '2026-03-01 b', '2026-03-02 b'];
      expect(named(lines)).toEqual(places);
      expect(lines[0]).toEqual({ source: 'a', day: '2026-03-01', entries: 10, late: 0 });
      expect(await catalogue.lines('2026-03-04', '2026-03-01')).toHaveLength(2);
    });
  });
}
