/** What this installation is. */
import { z } from 'zod';
import { Label } from './label.ts';

/** Ways to what is worth seeing, for newcomers. */
const Tour = z.array(
  z.strictObject({
    label: Label,
    sees: Label.describe('What its page says of it, word for word'),
    address: z.string().describe('Path of a page'),
  }),
);
export type Tour = z.infer<typeof Tour>;

export const About = z
  .strictObject({
    name: z.literal('huimu'),
    version: z.string(),
    tour: Tour.describe('Ways to what a demonstration shows; empty otherwise'),
    notice: z.string().nullable().describe('A line that every page shows'),
  })
  .meta({ id: 'About' });
