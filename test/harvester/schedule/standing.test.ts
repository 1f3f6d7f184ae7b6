import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../config/errors/errors.ts';
import { SOURCE_STANDINGS, SOURCE_STATES } from '../../../config/registry/source-states.ts';
import { freshState } from '../../../harvester/control/source-state.ts';
import { GRACE, standingOf } from '../../../harvester/schedule/standing.ts';
import type { SourceState } from '../../../index/operations.ts';

const NOW = Date.parse('2026-07-01T12:00:00.000Z');
const quiet = { configured: true, running: false, held: false, paused: false };
const state = (rest: Partial<SourceState>): SourceState => ({ ...freshState('s'), ...rest });
const good = { lastGood: '2026-07-01T00:00:00.000Z' };
const of = (rest: Partial<SourceState>) => standingOf({ ...quiet, state: state(rest) }, NOW);
const standingAfter = (code: ErrorCode, rest: Partial<SourceState> = {}) =>
  of({ ...good, failures: 1, problem: { code, detail: 'x' }, ...rest });

describe('how a source stands', () => {
  it('is told apart by what its last run ended with', () => {
    expect(standingAfter('source.blocked')).toBe('blocked');
    expect(standingAfter('source.login-needed')).toBe('login-needed');
    expect(standingAfter('source.unavailable')).toBe('down');
    expect(standingAfter('source.moved')).toBe('moved');
    expect(standingAfter('source.shape-changed')).toBe('format-changed');
    expect(standingAfter('run.unhandled')).toBe('broken');
    expect(standingAfter('listing.short', { failures: 0 })).toBe('doubtful');
    expect(standingAfter('listing.empty', { failures: 0 })).toBe('empty');
  });

  it('is late only past its due time and the grace', () => {
    const due = (ms: number) => of({ ...good, nextDue: new Date(NOW - ms).toISOString() });
    expect(due(GRACE)).toBe('harvested');
    expect(due(GRACE + 1)).toBe('late');
    expect(of({})).toBe('waiting');
  });

  it('is told as paused by a person whatever its last run ended with, but not over what waits for one', () => {
    const problem = { code: 'source.blocked' as const, detail: 'x' };
    const rest = { ...good, failures: 3, problem, nextDue: '2026-06-01T00:00:00.000Z' };
    const paused = (held: boolean) => standingOf({ ...quiet, paused: true, held, state: state(rest) }, NOW);
    expect(paused(false)).toBe('paused');
    expect(paused(true)).toBe('held');
  });

  it('is never told as harvested where it was never harvested well, or where anything waits', () => {
    const codes = Object.keys(ERRORS) as ErrorCode[];
    const states = fc.record({
      lastGood: fc.constantFrom(null, good.lastGood),
      failures: fc.nat({ max: 5 }),
      problem: fc.option(
        fc.constantFrom(...codes).map((code) => ({ code, detail: '' })),
        { nil: null },
      ),
      nextDue: fc.constantFrom(null, '2026-06-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z'),
    });
    fc.assert(
      fc.property(states, fc.boolean(), fc.boolean(), fc.boolean(), (rest, configured, running, held) => {
        const found = standingOf({ ...quiet, configured, running, held, state: state(rest) }, NOW);
        expect(SOURCE_STATES).toContain(found);
        if (found === 'harvested') {
          expect(rest.lastGood).not.toBeNull();
          expect(rest.problem).toBeNull();
          expect(configured && !running && !held).toBe(true);
        }
      }),
    );
  });

  it('comes with what to do, in both languages, wherever it is not well', () => {
    for (const { look, todo, zh, en } of Object.values(SOURCE_STANDINGS)) {
      expect(zh && en).toBeTruthy();
      if (look === 'good' || look === 'busy') expect(todo).toBeNull();
      else expect(todo?.zh && todo.en).toBeTruthy();
    }
  });
});
