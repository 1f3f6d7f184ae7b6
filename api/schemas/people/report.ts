/** Reported mistakes as the API takes and answers them. */
import { z } from 'zod';
import { REPORT_STATES } from '../../../index/people/reports.ts';
import { told } from './texts.ts';

export const LeaveReport = z.strictObject({
  text: told(2000, 2).describe('What is wrong; read by the administrator of the source'),
  field: z
    .string()
    .regex(/^[\w.[\]-]{1,100}$/)
    .optional()
    .describe('Field of the entry that is meant; the whole where absent'),
});

export const SettleReport = z.strictObject({
  state: z.enum(REPORT_STATES),
  note: told(1000, 0).default('').describe('What was done, or why nothing'),
});

export const ReportTaken = z.strictObject({ id: z.string(), at: z.string(), source: z.string() });

export const ReportAnswer = z
  .strictObject({
    id: z.string(),
    resource: z.string(),
    entry: z.string(),
    title: z.string(),
    source: z.string(),
    field: z.string().nullable(),
    text: z.string(),
    at: z.string(),
    state: z.enum(REPORT_STATES),
    closed: z.strictObject({ note: z.string(), by: z.string(), at: z.string() }).nullable(),
  })
  .meta({ id: 'Report' });

export const ReportList = z.strictObject({
  items: z.array(ReportAnswer),
  total: z.int().nonnegative(),
  cursor: z.string().nullable(),
});
