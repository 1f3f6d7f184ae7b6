/**
 * What people set of a source beside its file: its schedule, its pace, a pause. The file stays the truth of all else, and
 * each can be taken back. Pure.
 */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import { Schedule } from '../../config/registry/schedule.ts';
import type { Source } from '../../config/registry/source.ts';
import { type Slots, slotsAfter } from '../schedule/slots.ts';

/** Requests a second: one a minute at least, else no catalogue comes to its end within a run's deadline. */
const SLOWEST = 1 / 60;
/** Of a host that its file sets no limit (one of a test). */
const FASTEST = 100;
/** Two harvests lie so far apart at least, in ms. */
const LEAST_APART = 3_600_000;
/** Slots that are looked through for the least distance: a day of hourly ones, twice. */
const LOOKED_THROUGH = 48;

/** As a caller says it. */
export const AskedSchedule = z
  .string()
  .trim()
  .max(100)
  .refine(
    (text) => Schedule.safeParse(text).success,
    '应为 cron 表达式，五段，北京时间：分 时 日 月 周，如 0 3 * * * / a cron expression: minute hour day month weekday in China time',
  );

const said = <T extends z.ZodType>(value: T) => z.strictObject({ value, by: z.string(), at: z.string() });

/** As kept: each with who said it, and when (ISO 8601). */
export const Override = z.strictObject({
  schedule: said(Schedule).optional(),
  perSecond: said(z.number().positive()).optional(),
  paused: said(z.literal(true)).optional(),
});
export type Override = z.infer<typeof Override>;

/** What is to be set; null takes back, so that the file holds again. */
export const Change = z.strictObject({
  schedule: AskedSchedule.nullable().optional().describe('Cron expression, China time'),
  perSecond: z
    .number()
    .min(SLOWEST)
    .max(FASTEST)
    .nullable()
    .optional()
    .describe('Requests a second at its host, no more than its file allows; robots.txt may slow it further'),
  paused: z.boolean().optional().describe('Whether the schedule leaves it alone; false: it goes on'),
});
export type Change = z.infer<typeof Change>;

/** The source as it is harvested. A pace never gets faster than the file's, whatever was set when the file said more. */
export function overridden(row: Source, { schedule, perSecond, paused }: Override): Source {
  if (row.harvest === undefined) return row;
  const harvest = { ...row.harvest };
  if (schedule !== undefined) harvest.schedule = schedule.value;
  if (perSecond !== undefined) {
    const most = harvest.pace.perSecond ?? FASTEST;
    harvest.pace = { ...harvest.pace, perSecond: Math.min(perSecond.value, most) };
  }
  return { ...row, harvest, ...(paused && { paused: true as const }) };
}

/** What is kept after the change. */
export function changed(before: Override, change: Change, by: string, at: string): Override {
  const after: Override = { ...before };
  if (change.schedule === null) delete after.schedule;
  else if (change.schedule !== undefined) after.schedule = { value: change.schedule, by, at };
  if (change.perSecond === null) delete after.perSecond;
  else if (change.perSecond !== undefined) after.perSecond = { value: change.perSecond, by, at };
  if (change.paused === false) delete after.paused;
  else if (change.paused === true) after.paused ??= { value: true, by, at };
  return after;
}

/** Throws `config.not-harvestable`, and `request.invalid` where the row does not allow it. */
export function requireAllowed(row: Source, { schedule, perSecond }: Change, slots: Slots): void {
  if (row.harvest === undefined) throw new CodedError('config.not-harvestable', row.id);
  const most = row.harvest.pace.perSecond;
  if (perSecond != null && most !== null && perSecond > most) {
    throw new CodedError(
      'request.invalid',
      `perSecond ${perSecond} > ${most}：只能比来源文件所定更慢 / it may only be slower than the source's file says`,
    );
  }
  if (schedule == null) return;
  const times = slotsBy(schedule, { ...row, harvest: { ...row.harvest, schedule } }, slots);
  if (times.length === 0) {
    throw new CodedError('request.invalid', `schedule ${schedule}：没有这样的日子 / no such day ever comes`);
  }
  const close = times.some((time, at) => Date.parse(time) - Date.parse(times[at - 1] ?? '') < LEAST_APART);
  if (!close) return;
  throw new CodedError(
    'request.invalid',
    `schedule ${schedule}：两次采集至少间隔一小时 / two harvests lie an hour apart at least`,
  );
}

/** Throws `request.invalid`. */
function slotsBy(schedule: string, source: Source, slots: Slots): string[] {
  try {
    return slotsAfter(source, Date.now(), LOOKED_THROUGH, slots);
  } catch (cause) {
    const detail =
      '不是可用的 cron 表达式，星期与月份请写数字 / no cron expression that can be used: write days and months as numbers';
    throw new CodedError('request.invalid', `schedule ${schedule}：${detail}`, { cause });
  }
}
