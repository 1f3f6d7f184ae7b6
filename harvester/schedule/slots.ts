/** When a source is due: its cron expression in China time, and a delay of its own so that not all start at once. */
import { hash } from 'node:crypto';
import { type CronExpression, CronExpressionParser } from 'cron-parser';
import { CodedError } from '../../config/errors/errors.ts';
import { isSchedule } from '../../config/registry/schedule.ts';
import type { Source } from '../../config/registry/source.ts';

const ZONE = 'Asia/Shanghai';

export interface Slots {
  /** Where a source names none. */
  defaultSchedule: string;
  /** Longest delay of a source behind its slot, in minutes. */
  spreadMinutes: number;
}

/** The same for a source every time, so that a slot has one name. */
export function delayOf(source: string, spreadMinutes: number): number {
  if (spreadMinutes <= 0) return 0;
  return (Number.parseInt(hash('sha256', source, 'hex').slice(0, 8), 16) % spreadMinutes) * 60_000;
}

/** The first slot later than `after` (ms), ISO 8601; null where there is none, and of a source that is paused. Throws `config.invalid`. */
export function slotAfter(source: Source, after: number, slots: Slots): string | null {
  return source.paused ? null : (slotsAfter(source, after, 1, slots)[0] ?? null);
}

/** So many slots later than `after` (ms), ISO 8601; of one that is paused those that it would have. Throws `config.invalid`. */
export function slotsAfter(source: Source, after: number, count: number, slots: Slots): string[] {
  const expression = source.harvest?.schedule ?? slots.defaultSchedule;
  const delay = delayOf(source.id, slots.spreadMinutes);
  const coming = comingOf(source, expression, new Date(after - delay));
  try {
    return coming.take(count).map((time) => new Date(time.getTime() + delay).toISOString());
  } catch {
    // A day that no year has: 30 February.
    return [];
  }
}

function comingOf(source: Source, expression: string, currentDate: Date): CronExpression {
  if (isSchedule(expression)) return CronExpressionParser.parse(expression, { currentDate, tz: ZONE });
  throw new CodedError('config.invalid', `${source.id}: schedule "${expression}" is no cron expression`, {
    hint: 'minute hour day month weekday, China time: 0 3 * * *',
  });
}
