/** Whether the server lives, and whether it can answer. */
import { z } from 'zod';

export const Health = z.strictObject({
  status: z.literal('ok'),
  version: z.string(),
  uptimeSeconds: z.number(),
});
export const Readiness = z.strictObject({
  status: z.literal('ready'),
  sources: z.int(),
  entries: z.int(),
  /** Where the pages are served; null where they were not built. */
  pages: z.boolean(),
});
