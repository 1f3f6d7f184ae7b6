/** A cron expression: five fields, read in China time. What it comes to is the harvester's affair. */
import cron from 'node-cron';
import { z } from 'zod';

export const Schedule = z
  .string()
  .refine(
    (expression) => expression.trim().split(/\s+/).length === 5 && cron.validate(expression),
    'no cron expression: minute hour day month weekday in China time, such as 0 3 * * *',
  );
