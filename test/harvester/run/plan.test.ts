import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedRow } from '../../../adapters/contract.ts';
import { rowHash } from '../../../harvester/run/fingerprint.ts';
import { Planner } from '../../../harvester/run/plan.ts';
import type { EntryState } from '../../../index/stored.ts';

const NOW = Date.parse('2026-07-01T00:00:00Z');
const listed = (id: string, sign = 'v1', complete = false): ListedRow => ({
  id,
  sign,
  complete,
  row: { role: 'row', mediaType: 'application/json', url: 'https://a.cn/', text: id },
});
const state = (localId: string, rest: Partial<EntryState> = {}): EntryState => ({
  localId,
  rowHash: rowHash('v1'),
  recordHash: 'r',
  detailedAt: '2026-06-30T00:00:00.000Z',
  addedIn: 'older',
  writtenIn: 'older',
  removed: false,
  ...rest,
});
const planner = (rest: { full?: boolean; perRun?: number; before?: number } = {}) =>
  new Planner(
    { run: 'this', full: rest.full ?? false, rotation: { perRun: rest.perRun ?? 2, days: 30 }, now: NOW },
    rest.before ?? 0,
  );
const verdicts = (made: Planner, rows: ListedRow[], states: EntryState[], seen: string[] = []) =>
  made
    .plan(rows, { states: new Map(states.map((each) => [each.localId, each])), listedIn: new Map() }, (id) =>
      seen.includes(id),
    )
    .map(({ verdict }) => verdict);

describe('the plan of a page', () => {
  it('asks for new and changed rows, and for those that come back, and for no others', () => {
    const rows = ['new', 'changed', 'gone', 'same'].map((id) => listed(id, id === 'changed' ? 'v2' : 'v1'));
    const states = [state('changed'), state('gone', { removed: true }), state('same')];
    expect(verdicts(planner(), rows, states)).toEqual([
      { do: 'read', rotated: false },
      { do: 'read', rotated: false },
      { do: 'read', rotated: false },
      { do: 'unchanged' },
    ]);
  });

  it('asks for everything again when the run is full', () => {
    expect(verdicts(planner({ full: true }), [listed('same')], [state('same')])).toEqual([
      { do: 'read', rotated: false },
    ]);
  });

  it('knows a row that came before: on this page, or on an earlier one', () => {
    const found = verdicts(planner(), [listed('a'), listed('a', 'v2'), listed('b')], [], ['b']);
    expect(found.map((verdict) => verdict.do)).toEqual(['read', 'duplicate', 'duplicate']);
  });

  it('asks old details again, within the budget of the run and of its life before a crash', () => {
    const rows = ['a', 'b', 'c', 'd'].map((id) => listed(id));
    const old = { detailedAt: '2026-05-01T00:00:00.000Z' };
    const states = [state('a', old), state('b'), state('c', old), state('d', old)];
    const count = (made: Planner) => verdicts(made, rows, states).filter((each) => each.do === 'read').length;
    expect(count(planner({ perRun: 2 }))).toBe(2);
    expect(count(planner({ perRun: 9 }))).toBe(3);
    expect(count(planner({ perRun: 2, before: 1 }))).toBe(1);
    expect(count(planner({ perRun: 0 }))).toBe(0);
  });

  it('never asks details of rows that are complete in rotation', () => {
    const row = listed('a', 'v1', true);
    expect(verdicts(planner(), [row], [state('a', { detailedAt: null })])).toEqual([{ do: 'unchanged' }]);
  });

  it('counts what this run wrote before a crash once, as what it was', () => {
    const own = { writtenIn: 'this' };
    const states = [state('a', { ...own, addedIn: 'this' }), state('b', own)];
    expect(verdicts(planner({ full: true }), [listed('a'), listed('b')], states)).toEqual([
      { do: 'counted', as: 'added', detailed: true },
      { do: 'counted', as: 'updated', detailed: true },
    ]);
  });

  it('gives every row one verdict, and every id but its first row "duplicate", in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e')), (ids) => {
        const found = verdicts(
          planner(),
          ids.map((id) => listed(id)),
          [state('a')],
        );
        expect(found).toHaveLength(ids.length);
        const firsts = found.filter((verdict) => verdict.do !== 'duplicate').length;
        expect(firsts).toBe(new Set(ids).size);
      }),
    );
  });
});
