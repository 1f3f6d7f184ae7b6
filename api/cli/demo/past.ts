/** Plays the past of the demonstration's country: real harvests, with the clock set back. */
import { startDue } from '../../../harvester/schedule/schedule.ts';
import { slotAfter } from '../../../harvester/schedule/slots.ts';
import type { Huimu } from '../../compose.ts';
import type { Country } from './country.ts';

const MONTH = (365.25 / 12) * 86_400_000;

/** A clock that can be set back. */
export interface Clock {
  now(): number;
  /** So many ms before the present from here on. */
  setBack(ms: number): void;
}

export function settableClock(): Clock {
  let back = 0;
  return {
    now: () => Date.now() - back,
    setBack(ms) {
      back = ms;
    },
  };
}

/**
 * Ends in the present, with every platform as the first harvest of the whole country is to find it. A catalogue that was
 * kept has its past.
 */
export async function playPast(
  { control, catalogue, sources, settings }: Huimu,
  { past, stories, tell }: Country,
  clock: Clock,
): Promise<void> {
  const isKept = (await catalogue.listRuns({}, 1)).items.length > 0;
  const missed = new Set(stories.flatMap((story) => (story.missed ? (story.source ?? []) : [])));
  for (const { months, platforms } of isKept ? past.slice(-1) : past) {
    clock.setBack(months * MONTH);
    for (const { source, share, gone } of platforms) {
      await tell(source, 'remove', gone);
      await tell(source, 'misbehave', share === 1 ? [] : [{ what: 'half', share }]);
    }
    if (months === 0) continue;
    const runs = await Promise.all(platforms.map(({ source }) => control.start(source, { trigger: 'demo' })));
    await Promise.all(runs.map(({ id }) => control.ended(id)));
    // From then on they are due, and nobody comes.
    const due = platforms.flatMap(({ source }) => (missed.has(source) ? (sources.get(source) ?? []) : []));
    await startDue({
      ...{ catalogue, sources: () => due, clock: clock.now, start: control.start },
      slotAfter: (source, ms) =>
        slotAfter(source, ms, { defaultSchedule: settings.schedule, spreadMinutes: 0 }),
      onError: (_, error) => {
        throw error;
      },
    });
  }
  clock.setBack(0);
  for (const { source, faults } of stories) {
    if (source !== undefined && faults.length > 0) await tell(source, 'misbehave', faults);
  }
}
