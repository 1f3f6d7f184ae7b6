/** What the demonstration's country tells beside what is in order. */
import { z } from 'zod';
import { CONTENT_FAULTS, TRANSPORT_FAULTS } from './misbehave.ts';

const Fault = z.strictObject({
  what: z.enum([...CONTENT_FAULTS, ...TRANSPORT_FAULTS]),
  status: z.int().optional(),
  to: z.url().optional(),
});

const words = z.strictObject({ zh: z.string(), en: z.string() });

export const Story = z.union([
  z.strictObject({
    words,
    source: z.string(),
    /** From the first harvest on. */
    faults: z.array(Fault).default([]),
    /** For a second harvest. */
    later: z.array(Fault).default([]),
  }),
  z.strictObject({ words, address: z.string().startsWith('/') }),
]);
export type Story = z.infer<typeof Story>;
