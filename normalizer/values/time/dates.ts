/**
 * Dates in every shape that platforms write them, as precise as they are. All are China time (UTC+8) unless they
 * say otherwise. Midnight sharp is a date column's default, not an instant: the date is kept.
 */
import type { RawValue } from '../../../config/record.ts';
import { inFigures } from './written-dates.ts';

export type DateReading = { date: string } | { problem: 'not-understood' | 'out-of-range' } | undefined;

/** Years between which a date is believed. Catalogues are of our time, what they are about need not be. */
export const PUBLISHED = { from: 1990, to: 2099 };
export const COVERED = { from: 1000, to: 2199 };

const CHINA = 8 * 60;
const PARTS =
  /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*(?:[-/.月]\s*(\d{1,2})\s*[日号]?|月))?|年)?(?:(?:\s*T|\s+|(?<=[日号]))(\d{1,2})[:：时点](\d{1,2})?(?:[:：分](\d{1,2})?)?秒?(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?$/i;
const COMPACT = /^(\d{4})(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})(\d{2})?(\d{3})?)?)?$/;

/** Undefined where nothing is said. */
export function readDate(value: RawValue | undefined, range = PUBLISHED): DateReading {
  if (value === undefined || value === null || value === '' || value === 0) return undefined;
  if (typeof value === 'number') return readEpoch(value, range);
  if (typeof value === 'string') return readText(value.trim(), range);
  // Java's Date as an object: {"time": 1655345000000, "year": 122, …}.
  if (typeof value === 'object' && !Array.isArray(value))
    return readDate(value.time ?? value['@value'] ?? null, range);
  if (Array.isArray(value) && value.length === 1) {
    const [only] = value;
    return typeof only === 'object' ? { problem: 'not-understood' } : readDate(only, range);
  }
  return { problem: 'not-understood' };
}

function readText(text: string, range: typeof PUBLISHED): DateReading {
  if (text === '') return undefined;
  if (text.length > 40) return { problem: 'not-understood' };
  const parts = PARTS.exec(inFigures(text));
  if (parts !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = parts;
    if (hour !== undefined && day === undefined) return { problem: 'not-understood' };
    return assemble([year, month, day, hour, minute, second, fraction?.slice(0, 3)], zone, range);
  }
  if (/^\d+$/.test(text)) {
    // Ten and thirteen digits are seconds and milliseconds, the other lengths are written dates.
    if (text.length === 10 || text.length === 13) return readEpoch(Number(text), range);
    const compact = COMPACT.exec(text);
    if (compact !== null) return assemble(compact.slice(1), undefined, range);
    return /^0+$/.test(text) ? undefined : { problem: 'not-understood' };
  }
  const net = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(text);
  return net === null ? { problem: 'not-understood' } : readEpoch(Number(net[1]), range);
}

function readEpoch(number: number, range: typeof PUBLISHED): DateReading {
  if (!Number.isFinite(number)) return { problem: 'not-understood' };
  const digits = String(Math.abs(Math.trunc(number)));
  // Numbers may be written dates as well: 20220808, 202208, 2022.
  if (number > 0 && [4, 6, 8, 12, 14].includes(digits.length)) return readText(digits, range);
  return instant(digits.length <= 10 ? number * 1000 : number, range);
}

/** An instant as China's clocks show it. */
function instant(milliseconds: number, range: typeof PUBLISHED): DateReading {
  const moment = new Date(milliseconds + CHINA * 60_000);
  if (Number.isNaN(moment.getTime())) return { problem: 'out-of-range' };
  const year = moment.getUTCFullYear();
  if (year < range.from || year > range.to) return { problem: 'out-of-range' };
  const text = moment.toISOString();
  if (text.endsWith('T00:00:00.000Z')) return { date: text.slice(0, 10) };
  return { date: `${text.slice(0, text.endsWith('.000Z') ? 19 : 23)}+08:00` };
}

type Part = string | undefined;
const two = (part: string): string => part.padStart(2, '0');

function assemble(parts: Part[], zone: Part, range: typeof PUBLISHED): DateReading {
  const [year, month, day, hour, minute, second, fraction] = parts as [string, ...Part[]];
  if (Number(year) === 0) return Number(month ?? 0) === 0 ? undefined : { problem: 'out-of-range' };
  if (Number(year) < range.from || Number(year) > range.to) return { problem: 'out-of-range' };
  if (month === undefined) return { date: year };
  if (Number(month) < 1 || Number(month) > 12) return { problem: 'out-of-range' };
  if (day === undefined) return { date: `${year}-${two(month)}` };
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > days) return { problem: 'out-of-range' };
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return { date };
  if (Number(hour) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59)
    return { problem: 'out-of-range' };
  if (zone !== undefined) {
    const clock = `${two(hour)}:${two(minute ?? '0')}:${two(second ?? '0')}.${(fraction ?? '').padEnd(3, '0')}Z`;
    return instant(Date.parse(`${date}T${clock}`) - offset(zone) * 60_000, range);
  }
  if (Number(hour) + Number(minute ?? 0) + Number(second ?? 0) + Number(fraction ?? 0) === 0) return { date };
  const seconds = second === undefined ? '' : `:${two(second)}`;
  const rest = Number(fraction ?? 0) === 0 || second === undefined ? '' : `.${fraction}`;
  return { date: `${date}T${two(hour)}:${two(minute ?? '0')}${seconds}${rest}+08:00` };
}

/** Minutes east of Greenwich. */
function offset(zone: string): number {
  const parts = /([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (parts === null) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}
