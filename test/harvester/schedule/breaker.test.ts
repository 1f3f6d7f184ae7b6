import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../config/errors/errors.ts';
import { freshState } from '../../../harvester/control/source-state.ts';
import { openLedger } from '../../../harvester/run/ledger.ts';
import { restAfter, stateAfter, troubleOf } from '../../../harvester/schedule/breaker.ts';
import { noticesOf } from '../../../harvester/schedule/notices.ts';
import type { Run, SourceState } from '../../../index/operations.ts';

const HOUR = 3_600_000;
const ended = (rest: Partial<Run>): Run => ({
  id: 'r',
  source: 's',
  slot: 's:1',
  trigger: 'schedule',
  full: false,
  dryRun: false,
  status: 'failed',
  startedAt: '2026-07-01T00:00:00.000Z',
  heartbeatAt: '2026-07-01T00:00:00.000Z',
  endedAt: '2026-07-01T01:00:00.000Z',
  resumed: 0,
  requests: { list: 0, detail: 0, other: 0 },
  ledger: openLedger(0),
  problems: [],
  checkpoint: null,
  ...rest,
});
const failed = (code: ErrorCode) => ended({ problems: [{ code, detail: 'x' }] });
const next = '2026-07-01T19:00:00.000Z';
const daily = (ms: number) =>
  new Date(Math.ceil((ms - 19 * HOUR) / (24 * HOUR)) * 24 * HOUR + 19 * HOUR).toISOString();
const state = (rest: Partial<SourceState> = {}): SourceState => ({
  ...freshState('s'),
  nextDue: next,
  ...rest,
});
const stateFor = (code: ErrorCode, failures: number) => stateAfter(state({ failures }), failed(code), daily);

describe('the breaker', () => {
  it('tells what is the matter with a source', () => {
    expect(troubleOf('source.blocked')).toBe('blocked');
    expect(troubleOf('source.timeout')).toBe('down');
    expect(troubleOf('source.moved')).toBe('moved');
    expect(troubleOf('source.not-json')).toBe('changed-format');
    expect(troubleOf('listing.short')).toBe('listing');
    expect(troubleOf('run.deadline')).toBe('ours');
  });

  it('tries a source that is down again within hours, before its next slot', () => {
    expect(stateFor('source.unavailable', 0)).toMatchObject({
      failures: 1,
      nextDue: '2026-07-01T02:00:00.000Z',
    });
    expect(stateFor('source.unavailable', 2)).toMatchObject({
      failures: 3,
      nextDue: '2026-07-01T05:00:00.000Z',
    });
  });

  it('leaves it alone for ever longer when it stays down', () => {
    expect(stateFor('source.unavailable', 3).nextDue).toBe('2026-07-02T19:00:00.000Z');
    expect(stateFor('source.unavailable', 5).nextDue).toBe('2026-07-05T19:00:00.000Z');
    expect(stateFor('source.unavailable', 500).nextDue).toBe('2026-07-08T19:00:00.000Z');
  });

  it('never hurries towards a source that blocks us', () => {
    expect((stateFor('source.blocked', 0).nextDue ?? '') > next).toBe(true);
  });

  it('changes nothing of the schedule for our own faults, a doubtful list, a stop or a dry run', () => {
    expect(stateFor('run.deadline', 4).nextDue).toBe(next);
    const doubtful = ended({ status: 'incomplete', problems: [{ code: 'listing.short', detail: 'x' }] });
    expect(stateAfter(state({ failures: 2 }), doubtful, daily)).toMatchObject({
      nextDue: next,
      failures: 0,
      problem: { code: 'listing.short' },
    });
    for (const run of [ended({ status: 'stopped' }), { ...failed('source.timeout'), dryRun: true }]) {
      expect(stateAfter(state({ failures: 2 }), run, daily)).toEqual({
        ...state({ failures: 2 }),
        lastRun: 'r',
      });
    }
  });

  it('closes with the first good run', () => {
    const good = stateAfter(
      state({ failures: 7, problem: { code: 'source.tls', detail: '' } }),
      ended({ status: 'succeeded' }),
      daily,
    );
    expect(good).toMatchObject({ failures: 0, problem: null, lastGood: '2026-07-01T01:00:00.000Z' });
  });

  it('rests a finite, never shrinking while for every code', () => {
    const codes = Object.keys(ERRORS) as ErrorCode[];
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.integer({ min: 1, max: 1_000 }), (code, failures) => {
        const rest = restAfter(code, failures);
        const later = restAfter(code, failures + 1);
        expect(rest === null).toBe(later === null);
        if (rest === null || later === null) return;
        expect(rest.ms).toBeGreaterThan(0);
        expect(later.ms).toBeGreaterThanOrEqual(rest.ms);
        expect(rest.ms).toBeLessThanOrEqual(7 * 24 * HOUR);
      }),
    );
  });
});

describe('notices', () => {
  const kinds = (run: Run, before: SourceState) =>
    noticesOf(run, before, stateAfter(before, run, daily)).map((each) => each.kind);

  it('tell once that a source broke, and that it came back', () => {
    expect(kinds(failed('source.tls'), state({ failures: 0 }))).toEqual([]);
    expect(kinds(failed('source.tls'), state({ failures: 1 }))).toEqual(['source-broken']);
    expect(kinds(failed('source.tls'), state({ failures: 2 }))).toEqual([]);
    expect(kinds(ended({ status: 'succeeded' }), state({ failures: 2 }))).toEqual(['source-recovered']);
  });

  it('tell of held deletions and of a ledger that does not add up', () => {
    const held = ended({ status: 'succeeded', ledger: { ...openLedger(50), withheld: 30 } });
    expect(kinds(held, state())).toEqual(['deletions-held']);
    expect(kinds(failed('run.ledger-unbalanced'), state())).toEqual(['ledger-unbalanced']);
    expect(kinds({ ...held, dryRun: true }, state())).toEqual([]);
  });
});
