/** How a registration stands on a day: a lapsed or cancelled one is a state, never a deletion. Pure: the day is given. */
import type { Entry, RegistrationState } from '../entry.ts';

/** The day after which a period that began on `from` and lasts so long is over; undefined where it cannot be told. */
export function endOf(from: string, duration: string): string | undefined {
  const [, count, unit] = /^P(\d+)([YMWD])$/.exec(duration) ?? [];
  const start = new Date(`${`${from}-01-01`.slice(0, 10)}T00:00:00Z`);
  if (count === undefined || Number.isNaN(start.getTime())) return undefined;
  const [n, day] = [Number(count), start.getUTCDate()];
  if (unit === 'Y') start.setUTCFullYear(start.getUTCFullYear() + n);
  else if (unit === 'M') start.setUTCMonth(start.getUTCMonth() + n);
  else start.setUTCDate(day + n * (unit === 'W' ? 7 : 1));
  // 29 February, 31st: the month's last day.
  if ((unit === 'Y' || unit === 'M') && start.getUTCDate() !== day) start.setUTCDate(0);
  start.setUTCDate(start.getUTCDate() - 1);
  return start.getUTCFullYear() > 9999 ? undefined : start.toISOString().slice(0, 10);
}

/** Last day of validity as far as stated; a code's validity is in principle three years, and is not guessed. */
export function validUntil({ validFrom, validUntil: until, validFor }: NonNullable<Entry['registration']>) {
  if (until !== undefined) return until;
  return validFrom === undefined || validFor === undefined ? undefined : endOf(validFrom, validFor);
}

/** `on`: YYYY-MM-DD, China time. Undefined where what is stated does not say. */
export function registrationState(
  registration: NonNullable<Entry['registration']>,
  on: string,
): RegistrationState | undefined {
  const { code, typeCode, status, publicity } = registration;
  const stated = status?.code ?? undefined;
  if (typeCode === 'cancellation' || stated === 'cancelled') return 'cancelled';
  const until = validUntil(registration);
  if (stated === 'lapsed' || (until !== undefined && isPast(until, on))) return 'lapsed';
  const shown = publicity?.until === undefined || !isPast(publicity.until, on);
  if (stated === 'in-publicity') return shown ? 'in-publicity' : undefined;
  if (stated === 'valid' || code !== undefined) return 'valid';
  return publicity !== undefined && shown ? 'in-publicity' : undefined;
}

/** What the entry says without looking at a calendar; validity is counted by its end beside. */
export function undatedState(
  registration: NonNullable<Entry['registration']>,
): RegistrationState | undefined {
  const { code, typeCode, status, publicity } = registration;
  if (typeCode === 'cancellation') return 'cancelled';
  if (status?.code) return status.code;
  if (code !== undefined) return 'valid';
  return publicity === undefined ? undefined : 'in-publicity';
}

/** Whether the day lies after a date, a month or a year, as precise as it is. */
const isPast = (until: string, on: string): boolean =>
  on.slice(0, Math.min(10, until.length)) > until.slice(0, 10);
