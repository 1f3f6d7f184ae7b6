/** Whether the process lives, and whether it can do its part. */
import { z } from 'zod';

/** What a process is for; `serve` does the others' work as well where it is alone. */
export const PARTS = ['serve', 'worker', 'scheduler'] as const;
export type Part = (typeof PARTS)[number];

export const Health = z.strictObject({
  status: z.literal('ok'),
  version: z.string(),
  uptimeSeconds: z.number(),
});
export const Readiness = z.strictObject({
  status: z.literal('ready'),
  part: z.enum(PARTS),
  sources: z.int(),
  /** Where the pages are served; false where they were not built. */
  pages: z.boolean(),
  takesJobs: z.boolean().describe('Whether this process does runs'),
  runs: z.array(z.string()).describe('Runs that this process is at'),
});
