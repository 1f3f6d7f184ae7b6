/** What was not understood of what sources say. */
import { z } from 'zod';

export const UnknownsAnswer = z
  .strictObject({
    values: z.array(
      z.strictObject({
        field: z.string(),
        value: z.string().describe('As the source says it'),
        entries: z.int(),
        sources: z.array(z.strictObject({ source: z.string(), entries: z.int() })),
      }),
    ),
    distinct: z.int().describe('Different values, those not shown among them'),
    entries: z.int().describe('Entries looked at'),
    at: z.string().describe('The instant the figures hold for'),
    truncated: z.boolean().describe('More different values than are kept count of'),
  })
  .meta({ id: 'Unknowns' });
