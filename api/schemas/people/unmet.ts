/** Searches that found nothing in full, as the API answers them. */
import { z } from 'zod';

export const UnmetList = z.strictObject({
  items: z
    .array(
      z.strictObject({
        text: z.string().describe('In one spelling: lower case, single blanks'),
        day: z.string().describe('In China'),
        count: z.int().positive(),
      }),
    )
    .describe('The newest day first, of a day what was asked most'),
  cursor: z.string().nullable(),
});
