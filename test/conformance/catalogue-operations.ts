/** The operational half: runs, rejections, sources' states by version, held deletions. */
import { describe, expect, it } from 'vitest';
import type { ActFilter, Page, SourceState } from '../../index/operations.ts';
import { batchOf } from '../index/batches.ts';
import { actOf, heldOf, runOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

async function pages<T>(next: (cursor?: string) => Promise<Page<T>>): Promise<T[][]> {
  const found: T[][] = [];
  let cursor: string | null | undefined;
  do {
    const page: Page<T> = await next(cursor ?? undefined);
    found.push(page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

export function operationsConformance(subject: Subject): void {
  describe('operations', () => {
    it('keeps runs, each id once', async () => {
      const { catalogue } = subject;
      const run = runOf('r1');
      await catalogue.createRun(run);
      await expect(catalogue.createRun(run)).rejects.toMatchObject({ code: 'catalogue.conflict' });
      expect(await catalogue.getRun('r1')).toEqual(run);
      const ended = { ...run, status: 'succeeded' as const, endedAt: run.startedAt };
      await catalogue.saveRun(ended);
      expect(await catalogue.getRun('r1')).toEqual(ended);
      expect(await catalogue.getRun('r2')).toBeUndefined();
      await expect(catalogue.saveRun(runOf('r2'))).rejects.toMatchObject({ code: 'run.unknown' });
    });

    it('lists runs newest first, by source and status, in pages', async () => {
      const { catalogue } = subject;
      for (let at = 0; at < 7; at += 1) {
        const startedAt = `2026-01-0${1 + (at % 4)}T00:00:00.000Z`;
        await catalogue.createRun(
          runOf(`r${at}`, {
            startedAt,
            source: at % 2 === 0 ? 'a' : 'b',
            status: at === 6 ? 'failed' : 'succeeded',
          }),
        );
      }
      const listed = await pages((cursor) => catalogue.listRuns({}, 3, cursor));
      expect(listed.map((page) => page.map(({ id }) => id))).toEqual([
        ['r3', 'r6', 'r2'],
        ['r5', 'r1', 'r4'],
        ['r0'],
      ]);
      expect((await catalogue.listRuns({ source: 'b' }, 10)).items.map(({ id }) => id)).toEqual([
        'r3',
        'r5',
        'r1',
      ]);
      expect(
        (await catalogue.listRuns({ source: 'a', status: 'failed' }, 10)).items.map(({ id }) => id),
      ).toEqual(['r6']);
      await catalogue.saveRun(runOf('r6', { startedAt: '2026-01-03T00:00:00.000Z', status: 'stopped' }));
      expect((await catalogue.listRuns({ status: 'failed' }, 10)).items).toEqual([]);
      const { cursor } = await catalogue.listRuns({}, 3);
      for (const wrong of ['x', `${cursor}`]) {
        const listing = catalogue.listRuns({ source: 'a' }, 3, wrong);
        await expect(listing).rejects.toMatchObject({ code: 'request.cursor-invalid' });
      }
    });

    it('keeps rejections in order, in pages', async () => {
      const { catalogue } = subject;
      const rejections = Array.from({ length: 25 }, (_, sequence) => ({
        run: 'r1',
        sequence,
        localId: sequence % 2 === 0 ? null : `id ${sequence}`,
        code: 'record.no-title' as const,
        detail: `第 ${sequence} 行`,
        excerpt: '<script>',
      }));
      await catalogue.write({ ...batchOf([], { source: 'a', run: 'r1' }), rejections: rejections.slice(12) });
      await catalogue.write({
        ...batchOf([], { source: 'a', run: 'r1' }),
        rejections: rejections.slice(0, 13),
      });
      await catalogue.write({
        ...batchOf([], { source: 'a', run: 'r2' }),
        rejections: [{ ...rejections[0], run: 'r2' } as (typeof rejections)[0]],
      });
      const listed = await pages((cursor) => catalogue.rejections('r1', 10, cursor));
      expect(listed.map((page) => page.length)).toEqual([10, 10, 5]);
      expect(listed.flat()).toEqual(rejections);
      expect(await catalogue.rejections('r3', 10)).toEqual({ items: [], cursor: null });
      await expect(catalogue.rejections('r1', 10, 'no')).rejects.toMatchObject({
        code: 'request.cursor-invalid',
      });
    });

    it("puts a source's state only over the version it was read at", async () => {
      const { catalogue } = subject;
      const state: SourceState = {
        source: 'a',
        nextDue: null,
        lastRun: 'r1',
        lastGood: null,
        failures: 2,
        problem: null,
        version: 0,
      };
      expect(await catalogue.getSourceState('a')).toBeUndefined();
      expect(await catalogue.putSourceState(state)).toBe(1);
      await expect(catalogue.putSourceState(state)).rejects.toMatchObject({ code: 'catalogue.conflict' });
      const stored = (await catalogue.getSourceState('a')) as SourceState;
      expect(stored).toEqual({ ...state, version: 1 });
      const races = await Promise.allSettled(
        [1, 2, 3].map((failures) => catalogue.putSourceState({ ...stored, failures })),
      );
      expect(races.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      await catalogue.putSourceState({ ...state, source: 'b' });
      expect((await catalogue.listSourceStates()).map(({ source, version }) => [source, version])).toEqual([
        ['a', 2],
        ['b', 1],
      ]);
    });

    it('holds deletions by name until somebody decides', async () => {
      const { catalogue } = subject;
      const names = Array.from({ length: 1_200 }, (_, at) => `编号 ${1_200 - at}`);
      await catalogue.hold(heldOf('h1', { count: names.length }), names);
      await catalogue.hold(heldOf('h1', { count: names.length }), names);
      await catalogue.hold(heldOf('h2', { source: 'b', heldAt: '2026-05-01T00:00:00.000Z' }), ['x']);
      expect(await catalogue.heldIds('h1')).toEqual(names);
      expect(await catalogue.heldIds('h3')).toEqual([]);
      expect((await catalogue.listHeld({})).map(({ id }) => id)).toEqual(['h2', 'h1']);
      const released = heldOf('h1', {
        state: 'released',
        decidedAt: '2026-05-02T00:00:00.000Z',
        decidedBy: '王',
      });
      await catalogue.saveHeld(released);
      expect(await catalogue.listHeld({ state: 'released' })).toEqual([released]);
      expect((await catalogue.listHeld({ state: 'held' })).map(({ id }) => id)).toEqual(['h2']);
      expect((await catalogue.listHeld({ source: 'a', state: 'held' })).map(({ id }) => id)).toEqual([]);
      await expect(catalogue.saveHeld(heldOf('h9'))).rejects.toMatchObject({ code: 'request.not-found' });
    });

    it('keeps acts for good, newest first, in pages', async () => {
      const { catalogue } = subject;
      expect(await catalogue.acts({}, 10)).toEqual({ items: [], cursor: null });
      const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
      const acts = [
        actOf('one', { at: at(1) }),
        actOf('three', { at: at(2), source: 'b', act: 'stop', run: 'r1' }),
        actOf('二', { at: at(2), source: 'b', act: 'release', held: 'h1' }),
        actOf('two', { at: at(2), refused: 'run.already-running' }),
        actOf('Two', { at: at(2), source: null, by: 'unknown', refused: 'request.unauthorized', times: 9 }),
        actOf('last', { at: at(3), act: 'replay', by: 'cli:王' }),
      ];
      for (const act of [...acts].reverse()) await catalogue.record(act);
      const byId = new Map(acts.map((act) => [act.id, act]));
      const newest = ['last', '二', 'two', 'three', 'Two', 'one'];
      const listed = await pages((cursor) => catalogue.acts({}, 4, cursor));
      expect(listed.map((page) => page.map(({ id }) => id))).toEqual([newest.slice(0, 4), newest.slice(4)]);
      expect(listed.flat()).toEqual(newest.map((id) => byId.get(id)));
      const found = async (filter: ActFilter) => {
        const single = await pages((cursor) => catalogue.acts(filter, 1, cursor));
        const whole = (await catalogue.acts(filter, 10)).items;
        expect(single.flat()).toEqual(whole);
        return whole.map(({ id }) => id);
      };
      expect(await found({ source: 'a' })).toEqual(['last', 'two', 'one']);
      expect(await found({ source: 'a', act: 'start' })).toEqual(['two', 'one']);
      expect(await found({ act: 'unheard of' })).toEqual([]);
      expect(await found({ from: at(2) })).toEqual(newest.slice(0, 5));
      expect(await found({ from: at(2), until: at(3) })).toEqual(newest.slice(1, 5));
      expect(await found({ source: 'b', until: at(2) })).toEqual([]);
      // The same act twice is one, as it came first.
      await catalogue.record(actOf('one', { at: at(4), by: 'somebody else' }));
      expect(await found({ until: at(2) })).toEqual(['one']);
      expect((await catalogue.acts({}, 10)).items.at(-1)).toEqual(byId.get('one'));
      const { cursor } = await catalogue.acts({ source: 'a' }, 1);
      for (const wrong of ['x', `${cursor}`]) {
        await expect(catalogue.acts({ source: 'b' }, 1, wrong)).rejects.toMatchObject({
          code: 'request.cursor-invalid',
        });
      }
    });
  });
}
