/** Whether an entry is late against the cycle that it states itself. */
import type { Entry } from '../../entry.ts';

const ISO = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/;

type Dated = Pick<Entry, 'frequency' | 'modified' | 'issued'>;

/** Adds an ISO 8601 duration, so many times; parts of a day count as a whole one. */
function later(
  [year, month, day]: [number, number, number],
  duration: string,
  times: number,
): string | undefined {
  const parts = ISO.exec(duration);
  if (parts === null) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => times * Number(part ?? 0)) as [number, number, number, number, number, number, number];
  const whole = days + weeks * 7 + Math.ceil((hours * 3600 + minutes * 60 + seconds) / 86_400);
  const first = new Date(Date.UTC(year + years, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  // The 31st of a month that has none is its last day.
  const date = new Date(first.getTime() + (Math.min(day, length) - 1 + whole) * 86_400_000);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999
    ? undefined
    : date.toISOString().slice(0, 10);
}

/**
 * The first day (China) on which it is late by more than `cycles` cycles of its own since it was last renewed, or
 * issued where that is not stated; undefined where it states no cycle or no date. A year or a month alone is taken at
 * its end, which is kinder than its start.
 */
export function lateFrom({ frequency, modified, issued }: Dated, cycles = 1): string | undefined {
  const date = DATE.exec(modified ?? issued ?? '');
  if (frequency?.duration === undefined || date === null) return undefined;
  const [year, month, day] = [Number(date[1]), Number(date[2] ?? 12), Number(date[3] ?? 31)];
  // Renewed in time for one cycle, then late by the others; late from the day after.
  const last = later([year, month, Math.min(day, lengthOf(year, month))], frequency.duration, 1 + cycles);
  return last === undefined ? undefined : dayAfter(last);
}

const lengthOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
