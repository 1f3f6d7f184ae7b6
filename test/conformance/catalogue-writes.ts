/** Writing and taking away: states, batches done again, tombstones, what a run did not list. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, KeptRecord } from '../../index/port.ts';
import { AT, batchOf } from '../index/batches.ts';
import { asked, entryOf, runOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const LATER = '2026-02-01T00:00:00.000Z';

export async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

const found = async (catalogue: Catalogue, text: string): Promise<string[]> => {
  await catalogue.refresh();
  return (await catalogue.search(asked({ text }))).hits.map(({ lead }) => lead.entry.id);
};

export function writesConformance(subject: Subject): void {
  describe('writes', () => {
    it('answers an empty catalogue with emptiness', async () => {
      const { catalogue } = subject;
      expect(await catalogue.search(asked({ facets: ['mode'] }))).toMatchObject({
        hits: [],
        resources: 0,
        entries: 0,
        facets: { mode: [] },
        cursor: null,
      });
      expect(await catalogue.get('a:1')).toBeUndefined();
      expect(await catalogue.raw('a:1')).toBeUndefined();
      expect(await catalogue.resource('r1')).toBeUndefined();
      expect(await catalogue.counts()).toEqual([]);
      expect((await catalogue.statistics({ by: ['mode'], filters: {} })).rows).toEqual([]);
      expect(await all(catalogue.stream({}))).toEqual([]);
      expect(await all(catalogue.absent('a', 'r1'))).toEqual([]);
      expect(await catalogue.remove('a', ['1'], AT)).toBe(0);
      expect((await catalogue.plan('a', 'r1', ['1'])).states.size).toBe(0);
    });

    it('keeps an entry and its raw record as they came', async () => {
      const { catalogue } = subject;
      const entry = entryOf('a', '1', {
        title: '公共厕所',
        description: '位置',
        raw: { 标题: '公共厕所', n: [1, null] },
      });
      expect(await catalogue.write(batchOf([entry]))).toEqual([]);
      expect(await catalogue.get('a:1')).toMatchObject({
        entry,
        lead: true,
        firstSeen: AT,
        changedAt: AT,
        removedAt: null,
      });
      expect(await catalogue.raw('a:1')).toEqual(batchOf([entry]).puts[0]?.raw);
    });

    it('keeps since when an entry is known that bore another id before', async () => {
      const { catalogue } = subject;
      const [entry, other] = [entryOf('a', '1', { title: '甲' }), entryOf('a', '2', { title: '乙' })];
      await catalogue.write(batchOf([entry]));
      const batch = batchOf([entry, other], { at: LATER, batch: 2 });
      const known = '2025-05-05T00:00:00.000Z';
      await catalogue.write({ ...batch, puts: batch.puts.map((put) => ({ ...put, firstSeen: known })) });
      for (const id of ['a:1', 'a:2']) {
        expect(await catalogue.get(id)).toMatchObject({ firstSeen: known, removedAt: null });
      }
      await catalogue.write(batchOf([entryOf('a', '1', { title: '丙' })], { at: LATER, batch: 3 }));
      expect(await catalogue.get('a:1')).toMatchObject({ firstSeen: known, entry: { title: '丙' } });
    });

    it('tells the plan what it knows, and which batch listed it', async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf([entryOf('a', '1', { title: '甲' })], { run: 'r1', batch: 3 }));
      const plan = await catalogue.plan('a', 'r1', ['1', '2']);
      expect([...plan.states.keys()]).toEqual(['1']);
      expect(plan.states.get('1')).toEqual({
        localId: '1',
        rowHash: 'row 甲',
        recordHash: 'record 甲',
        detailedAt: null,
        addedIn: 'r1',
        writtenIn: 'r1',
        removed: false,
      });
      expect([...plan.listedIn]).toEqual([['1', 3]]);
      expect((await catalogue.plan('a', 'r2', ['1'])).listedIn.size).toBe(0);
      expect((await catalogue.plan('b', 'r1', ['1'])).states.size).toBe(0);
      await catalogue.forgetListing('r1');
      expect((await catalogue.plan('a', 'r1', ['1'])).listedIn.size).toBe(0);
    });

    it('tells the newest batch that listed a row, whichever was written last', async () => {
      const { catalogue } = subject;
      let runs = 0;
      const aBatch = fc.record({
        batch: fc.integer({ min: 1, max: 6 }),
        listed: fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(aBatch, { minLength: 1, maxLength: 8 }), async (batches) => {
          const run = `r${runs++}`;
          const newest = new Map<string, number>();
          for (const { batch, listed } of batches) {
            // One that was left half written, and is given up for a newer one, must not stand in its way.
            await catalogue.write({ ...batchOf([], { source: 'a', run, batch }), listed });
            for (const id of listed) newest.set(id, Math.max(newest.get(id) ?? 0, batch));
          }
          const { listedIn } = await catalogue.plan('a', run, ['1', '2', '3', '4']);
          expect(Object.fromEntries(listedIn)).toEqual(Object.fromEntries(newest));
        }),
        { numRuns: 15 },
      );
    });

    it('touches states without touching entries', async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf([entryOf('a', '1')]));
      const before = await catalogue.get('a:1');
      const touches = [{ localId: '1', rowHash: 'moved', detailedAt: LATER }];
      await catalogue.write({
        ...batchOf([], { source: 'a', run: 'r2', at: LATER }),
        touches,
        listed: ['1'],
      });
      const state = (await catalogue.plan('a', 'r2', ['1'])).states.get('1');
      expect(state).toMatchObject({
        rowHash: 'moved',
        detailedAt: LATER,
        addedIn: 'a-run',
        writtenIn: 'a-run',
      });
      expect(await catalogue.get('a:1')).toEqual(before);
    });

    it('touches what a record says by the way, where it is told', async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf([entryOf('a', '1'), entryOf('a', '2')]));
      const touch = { rowHash: 'same', detailedAt: null };
      await catalogue.write({
        ...batchOf([], { source: 'a', run: 'r2', at: LATER }),
        touches: [
          { ...touch, localId: '1', recordHash: 'read otherwise' },
          { ...touch, localId: '2' },
        ],
      });
      const { states } = await catalogue.plan('a', 'r2', ['1', '2']);
      expect(states.get('1')).toMatchObject({ recordHash: 'read otherwise', writtenIn: 'a-run' });
      expect(states.get('2')).toMatchObject({ recordHash: 'record 条目2', rowHash: 'same' });
      expect(await catalogue.get('a:1')).toMatchObject({ changedAt: AT });
    });

    it('gives what it keeps of one source, with what it was made of, in pages by id', async () => {
      const { catalogue } = subject;
      // In the order of their characters' bytes, whatever they are.
      const ids = ['!', '1', '10', '2', ':', ';', 'B', 'a', '编号', '\u{20000}'];
      const entries = ids.map((id) => entryOf('a', id, { raw: { said: [`${id}`] } }));
      await catalogue.write(batchOf([...entries].reverse()));
      await catalogue.write(batchOf([entryOf('ab', '1')]));
      await catalogue.write(batchOf([entryOf('a-b', '1')]));
      await catalogue.remove('a', ['10'], LATER);
      await catalogue.refresh();
      const living = ids.filter((id) => id !== '10');
      const all = await catalogue.kept('a', null, 100);
      expect(all.map(({ entry }) => entry.localId)).toEqual(living);
      for (const [at, { entry, raw, changedAt }] of all.entries()) {
        const { id } = entries.find(({ localId }) => localId === living[at]) ?? {};
        expect({ entry, changedAt }).toEqual({
          entry: (await catalogue.get(id ?? ''))?.entry,
          changedAt: AT,
        });
        expect(raw).toEqual(await catalogue.raw(id ?? ''));
      }
      const paged: string[] = [];
      for (let after: string | null = null; paged.length < 20; ) {
        const page: KeptRecord[] = await catalogue.kept('a', after, 4);
        paged.push(...page.map(({ entry }) => entry.localId));
        after = page.at(-1)?.entry.localId ?? null;
        if (page.length < 4) break;
      }
      expect(paged).toEqual(living);
      expect(await catalogue.kept('nowhere', null, 10)).toEqual([]);
    });

    it('notes who wrote an entry last and when it changed, and when only the state did', async () => {
      const { catalogue } = subject;
      const entry = entryOf('a', '1', { title: '旧' });
      await catalogue.write(batchOf([entry], { run: 'r1' }));
      await catalogue.write(batchOf([entry], { run: 'r2', at: LATER }));
      expect(await catalogue.get('a:1')).toMatchObject({ firstSeen: AT, changedAt: AT });
      await catalogue.write(batchOf([{ ...entry, title: '新' }], { run: 'r3', at: LATER }));
      expect(await catalogue.get('a:1')).toMatchObject({ firstSeen: AT, changedAt: LATER });
      expect((await catalogue.plan('a', 'r3', ['1'])).states.get('1')).toMatchObject({
        addedIn: 'r1',
        writtenIn: 'r3',
      });
      expect(await found(catalogue, '旧')).toEqual([]);
      expect(await found(catalogue, '新')).toEqual(['a:1']);
    });

    it('leaves the same when a batch is done again after a crash', async () => {
      const { catalogue } = subject;
      await catalogue.createRun(runOf('r1'));
      const entries = [entryOf('a', '1', { nativeId: 'n' }), entryOf('a', '2')];
      const rejections = [
        { run: 'r1', sequence: 0, localId: '3', code: 'record.no-title' as const, detail: 'x', excerpt: '' },
      ];
      const batch = { ...batchOf(entries, { run: 'r1', batch: 1 }), rejections };
      const look = async () => [
        await catalogue.get('a:1'),
        await catalogue.plan('a', 'r1', ['1', '2', '3']),
        await catalogue.counts(),
        await catalogue.rejections('r1', 10),
        await catalogue.getRun('r1'),
        (await catalogue.search(asked({ facets: ['source'] }))).facets,
      ];
      await catalogue.write(batch);
      await catalogue.refresh();
      const once = await look();
      await catalogue.write(batch);
      await catalogue.refresh();
      expect(await look()).toEqual(once);
    });

    it('writes down with the batch where the run stands', async () => {
      const { catalogue } = subject;
      await catalogue.createRun(runOf('r1'));
      const batch = batchOf([entryOf('a', '1')], { run: 'r1', batch: 7, at: LATER });
      const checkpoint = { ...batch.checkpoint, cursor: { page: 8 }, pages: ['f'] };
      await catalogue.write({ ...batch, checkpoint, ledger: { ...batch.ledger, listed: 1, added: 1 } });
      expect(await catalogue.getRun('r1')).toMatchObject({
        heartbeatAt: LATER,
        checkpoint,
        ledger: { listed: 1, added: 1 },
        status: 'running',
      });
    });

    it('takes a run from its newest worker only, and nothing once it has ended', async () => {
      const { catalogue } = subject;
      const run = runOf('r1');
      await catalogue.createRun(run);
      const first = batchOf([entryOf('a', '1')], { run: 'r1', batch: 1 });
      const second = batchOf([entryOf('a', '2')], { run: 'r1', batch: 2 });
      const refused = { code: 'run.taken-over' };
      expect(await catalogue.write(first)).toEqual([]);
      const taken = { ...run, resumed: 1 };
      await catalogue.saveRun(taken);
      await expect(catalogue.write(second)).rejects.toMatchObject(refused);
      await expect(catalogue.saveRun({ ...run, status: 'succeeded' })).rejects.toMatchObject(refused);
      expect(await catalogue.getRun('r1')).toEqual(taken);
      expect(await catalogue.write({ ...second, resumed: 1 })).toEqual([]);
      await catalogue.saveRun({ ...taken, status: 'stopped' });
      await expect(catalogue.write({ ...second, resumed: 1 })).rejects.toMatchObject(refused);
      expect(await catalogue.getRun('r1')).toEqual({ ...taken, status: 'stopped' });
    });

    it('refuses an entry that is not of the source, by name, and writes the others', async () => {
      const { catalogue } = subject;
      const stranger = entryOf('b', '1');
      const failures = await catalogue.write(batchOf([stranger, entryOf('a', '2')], { source: 'a' }));
      expect(failures).toMatchObject([{ localId: '1', code: 'record.invalid' }]);
      expect(await catalogue.get('b:1')).toBeUndefined();
      expect(await catalogue.get('a:2')).toBeDefined();
    });

    it('names what a run has not listed, in pages, without the removed', async () => {
      const { catalogue } = subject;
      const entries = Array.from({ length: 1_500 }, (_, at) => entryOf('a', `编号:${at}`));
      await catalogue.write(batchOf([...entries, entryOf('a', 'gone')], { run: 'r1' }));
      await catalogue.write(batchOf([entryOf('b', 'other')]));
      await catalogue.remove('a', ['gone'], AT);
      await catalogue.write({
        ...batchOf([], { source: 'a', run: 'r2' }),
        listed: ['编号:1', '编号:2', 'new'],
      });
      const absent = await all(catalogue.absent('a', 'r2'));
      expect(absent).toHaveLength(1_498);
      expect(new Set(absent)).toEqual(
        new Set(entries.map(({ localId }) => localId).filter((id) => id !== '编号:1' && id !== '编号:2')),
      );
      expect(await all(catalogue.absent('a', 'r1'))).toEqual([]);
    });

    it('leaves a tombstone that search and counts pass by, and revives it unharmed', async () => {
      const { catalogue } = subject;
      const entries = [entryOf('a', '1', { title: '古树名木' }), entryOf('a', '2', { title: '古树' })];
      await catalogue.write(batchOf(entries, { run: 'r1' }));
      expect(await catalogue.remove('a', ['1', '1', 'never'], LATER)).toBe(1);
      expect(await catalogue.remove('a', ['1'], LATER)).toBe(0);
      expect(await catalogue.get('a:1')).toMatchObject({ entry: entries[0], removedAt: LATER, lead: false });
      expect(await catalogue.raw('a:1')).toBeDefined();
      expect(await found(catalogue, '古树')).toEqual(['a:2']);
      expect(await catalogue.counts('a')).toEqual([{ source: 'a', entries: 1, resources: 1 }]);
      expect((await all(catalogue.stream({}))).map(({ entry }) => entry.id)).toEqual(['a:2']);
      expect((await catalogue.plan('a', 'r2', ['1'])).states.get('1')?.removed).toBe(true);
      await catalogue.write(batchOf([entries[0] as (typeof entries)[0]], { run: 'r2', at: LATER }));
      expect(await catalogue.get('a:1')).toMatchObject({ firstSeen: AT, removedAt: null, lead: true });
      expect((await catalogue.plan('a', 'r2', ['1'])).states.get('1')).toMatchObject({
        addedIn: 'r2',
        removed: false,
      });
      expect((await found(catalogue, '古树名木'))[0]).toBe('a:1');
      expect(await catalogue.counts()).toEqual([{ source: 'a', entries: 2, resources: 2 }]);
    });
  });
}
