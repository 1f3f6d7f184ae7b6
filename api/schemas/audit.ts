/** The audit log as the API answers it. */
import { z } from 'zod';
import { Code } from './error.ts';

export const ActAnswer = z
  .strictObject({
    id: z.string(),
    at: z.string(),
    by: z
      .string()
      .describe(
        'key:<id> <name>, key:admin (the key of the settings), local (this machine, no key set), cli:<user>, unknown (not let in)',
      ),
    act: z.string().describe('start, replay, stop, release, refuse, split, join, automatic; more may come'),
    source: z.string().nullable(),
    run: z.string().nullable(),
    held: z.string().nullable().describe('Id of held deletions'),
    entry: z.string().optional().describe('Of a word on identity: the entry'),
    with: z.string().optional().describe('The entry that it was joined with'),
    finding: z.string().optional().describe('Of a decision on a finding of a watch list: list and key'),
    subject: z.string().optional().describe('Id of what else it was done to: a key, a demand, a report'),
    refused: Code.nullable().describe('Why it was refused; null where it was done'),
    message: z.string().nullable().describe('The code in words'),
    times: z.int().positive().describe('More than 1: so many attempts of strangers up to this instant'),
  })
  .meta({ id: 'Act' });

export const ActList = z.strictObject({ items: z.array(ActAnswer), cursor: z.string().nullable() });
