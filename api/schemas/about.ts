/** What this installation is. */
import { z } from 'zod';

export const About = z
  .strictObject({
    name: z.literal('huimu'),
    version: z.string(),
    notice: z.string().nullable().describe('A line that every page shows'),
  })
  .meta({ id: 'About' });
