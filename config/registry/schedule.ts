/** A cron expression: five fields, read in China time. What it comes to is the harvester's affair. */
import { CronExpressionParser } from 'cron-parser';
import cron from 'node-cron';
import { z } from 'zod';

/** Whether both libraries take it, the one that wakes and the one that reckons: of names of days and months each knows others (Monday). */
export function isSchedule(expression: string): boolean {
  if (expression.trim().split(/\s+/).length !== 5 || !cron.validate(expression)) return false;
  try {
    CronExpressionParser.parse(expression);
    return true;
  } catch {
    return false;
  }
}

export const Schedule = z
  .string()
  .refine(isSchedule, 'no cron expression: minute hour day month weekday in China time, such as 0 3 * * *');
