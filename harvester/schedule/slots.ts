/** When a source is due: its cron expression in China time, and a delay of its own so that not all start at once. */
import { hash } from 'node:crypto';
import cron from 'node-cron';
import { CodedError } from '../../config/errors.ts';
import type { Source } from '../../config/registry/source.ts';

const ZONE = 'Asia/Shanghai';
/** Slots looked through for one at or after an instant: an hourly schedule's two weeks. */
const LOOKED_THROUGH = 400;

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

/** The first slot later than `after` (ms, not before now), ISO 8601; null where there is none. Throws `config.invalid`. */
export function slotAfter(source: Source, after: number, slots: Slots): string | null {
  const expression = source.harvest?.schedule ?? slots.defaultSchedule;
  const delay = delayOf(source.id, slots.spreadMinutes);
  return firstOf(expression, source.id, (time) => time + delay > after, delay);
}

function firstOf(
  expression: string,
  source: string,
  fits: (time: number) => boolean,
  delay: number,
): string | null {
  if (!cron.validate(expression)) {
    throw new CodedError('config.invalid', `${source}: schedule "${expression}" is no cron expression`, {
      hint: 'minute hour day month weekday, China time: 0 3 * * *',
    });
  }
  const task = cron.createTask(expression, () => undefined, { timezone: ZONE });
  try {
    for (const count of [2, LOOKED_THROUGH]) {
      const slot = task.getNextRuns(count).find((date) => fits(date.getTime()));
      if (slot !== undefined) return new Date(slot.getTime() + delay).toISOString();
    }
    return null;
  } finally {
    task.destroy();
  }
}
