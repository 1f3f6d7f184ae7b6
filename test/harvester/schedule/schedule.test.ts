import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../config/errors/errors.ts';
import { freshState } from '../../../harvester/control/source-state.ts';
import { startDue } from '../../../harvester/schedule/schedule.ts';
import { delayOf, slotAfter } from '../../../harvester/schedule/slots.ts';
import type { Run, SourceState } from '../../../index/operations.ts';
import { testSource } from '../rig.ts';

const SLOTS = { defaultSchedule: '0 3 * * *', spreadMinutes: 60 };
const china = (iso: string | null) =>
  new Date(iso ?? '').toLocaleTimeString('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  });

describe('slots', () => {
  it('are in China time, whatever the zone of the machine, with a delay of its own for each source', () => {
    const source = testSource('city-a');
    const slot = slotAfter(source, Date.now(), SLOTS);
    const minute = delayOf('city-a', 60) / 60_000;
    expect(china(slot)).toBe(`03:${String(minute).padStart(2, '0')}`);
    expect(slot).toBe(slotAfter(source, Date.now(), SLOTS));
  });

  it('spread the sources over the time given', () => {
    const delays = Array.from({ length: 300 }, (_, i) => delayOf(`city-${i}`, 60));
    expect(Math.max(...delays)).toBeLessThan(60 * 60_000);
    expect(new Set(delays).size).toBeGreaterThan(40);
    expect(delayOf('city-1', 0)).toBe(0);
  });

  it("follow the source's own schedule, and are later than the instant given", () => {
    const source = testSource('city-a', { schedule: '30 4 * * 1' });
    const first = slotAfter(source, Date.now(), { ...SLOTS, spreadMinutes: 0 });
    expect(china(first)).toBe('04:30');
    const second = slotAfter(source, Date.parse(first ?? ''), { ...SLOTS, spreadMinutes: 0 });
    expect(Date.parse(second ?? '') - Date.parse(first ?? '')).toBe(7 * 86_400_000);
  });

  it('are known of any time, past or far', () => {
    const at = (schedule: string, from: string) =>
      slotAfter(testSource('city-a', { schedule }), Date.parse(from), { ...SLOTS, spreadMinutes: 0 });
    expect(at('0 3 * * *', '2024-05-01T00:00:00Z')).toBe('2024-05-01T19:00:00.000Z');
    expect(at('0 3 * * *', '2024-05-01T19:00:00Z')).toBe('2024-05-02T19:00:00.000Z');
    expect(at('0 * * * *', '2031-01-01T00:30:00Z')).toBe('2031-01-01T01:00:00.000Z');
  });

  it.each([
    // The configuration refuses it already; a source that came another way is refused here.
    'every day',
    // The configuration takes it: what checks there knows more names of days than what reckons here.
    '0 3 * * Monday',
  ])('say by name which schedule cannot be read: %s', (schedule) => {
    const source = testSource('city-a', {});
    Object.assign(source.harvest ?? {}, { schedule });
    expect(() => slotAfter(source, Date.now(), SLOTS)).toThrow(
      `config.invalid: city-a: schedule "${schedule}"`,
    );
  });
});

/** Sources' states in memory, with the catalogue's versions. */
function states(...known: SourceState[]) {
  const kept = new Map(known.map((state) => [state.source, state]));
  return {
    kept,
    getSourceState: async (source: string) => kept.get(source),
    listSourceStates: async () => [...kept.values()],
    putSourceState: async (state: SourceState) => {
      if ((kept.get(state.source)?.version ?? 0) !== state.version)
        throw new CodedError('catalogue.conflict', state.source);
      kept.set(state.source, { ...state, version: state.version + 1 });
      return state.version + 1;
    },
  };
}

describe('the schedule', () => {
  const now = Date.parse('2026-07-10T12:00:00.000Z');
  const later = '2026-07-11T19:00:00.000Z';
  const look = async (catalogue: ReturnType<typeof states>, fail?: CodedError) => {
    const started: string[] = [];
    const errors: string[] = [];
    await startDue({
      catalogue,
      sources: () => ['a', 'b', 'c'].map((id) => testSource(id)),
      slotAfter: () => later,
      start: async (source, { slot }) => {
        if (fail && source === 'a') throw fail;
        started.push(`${source} ${slot}`);
        return {} as Run;
      },
      clock: () => now,
      onError: (source, error) => errors.push(`${source} ${error.code}`),
    });
    return { started, errors };
  };
  const due = (source: string, nextDue: string): SourceState => ({
    ...freshState(source),
    nextDue,
    version: 1,
  });

  it('starts what is due, catches up once on what was missed, and says when a source is due next', async () => {
    const catalogue = states(due('a', '2026-07-02T19:00:00.000Z'), due('b', '2026-07-10T19:00:00.000Z'));
    expect((await look(catalogue)).started).toEqual(['a 2026-07-02T19:00:00.000Z']);
    expect(catalogue.kept.get('a')?.nextDue).toBe(later);
    expect(catalogue.kept.get('b')?.nextDue).toBe('2026-07-10T19:00:00.000Z');
    // Never harvested: due at its next slot.
    expect(catalogue.kept.get('c')?.nextDue).toBe(later);
    expect((await look(catalogue)).started).toEqual([]);
  });

  it('counts a slot as served while the source is being harvested', async () => {
    const catalogue = states(due('a', '2026-07-10T11:00:00.000Z'));
    const { errors } = await look(catalogue, new CodedError('run.already-running', 'a'));
    expect(errors).toEqual([]);
    expect(catalogue.kept.get('a')?.nextDue).toBe(later);
  });

  it("lets one source's fault not be the others'", async () => {
    const catalogue = states(due('a', '2026-07-10T11:00:00.000Z'), due('b', '2026-07-10T11:00:00.000Z'));
    const { started, errors } = await look(catalogue, new CodedError('config.unknown-family', 'a'));
    expect(errors).toEqual(['a config.unknown-family']);
    expect(started).toEqual(['b 2026-07-10T11:00:00.000Z']);
  });
});
