/** Sources as the API answers them: what is configured, and how its harvest stands. */
import { z } from 'zod';
import { MODES, SOURCE_KINDS } from '../../config/source.ts';
import { Problem } from './error.ts';
import { Label } from './label.ts';
import { RunAnswer } from './run.ts';

const SourceFacts = {
  id: z.string(),
  title: z.string(),
  kind: z.enum(SOURCE_KINDS),
  mode: z.enum(MODES),
  region: z.string().describe('GB/T 2260 code of the place it serves'),
  home: z.string().optional().describe('Absent where nobody knows the address yet'),
};

/** Enough to name a source beside an entry. */
export const SourceRef = z.strictObject(SourceFacts).meta({ id: 'SourceRef' });

/**
 * One state a source, the most pressing first: it runs now; deletions wait for a person; it refuses us; its last
 * run failed or is not to be trusted; it is past its due time; it is harvested; it has never been harvested; it
 * cannot be harvested yet.
 */
export const SOURCE_STATES = [
  'running',
  'held',
  'blocked',
  'broken',
  'late',
  'harvested',
  'waiting',
  'not-connected',
] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

export const SourceAnswer = z
  .strictObject({
    ...SourceFacts,
    regionLabel: Label,
    province: z.string().describe('GB/T 2260 code of its province; 100000 for national sources'),
    provinceLabel: Label,
    agency: z.string().optional(),
    evidence: z.array(z.string()),
    note: z.string().optional(),
    /** Why it cannot be harvested, where it cannot. */
    unharvestable: z.enum(['awaiting-endpoint', 'wire-unknown']).optional(),
    family: z.string().nullable(),
    base: z.string().nullable(),
    schedule: z.string().nullable().describe('Cron expression, China time'),
    state: z.enum(SOURCE_STATES),
    entries: z.int().nonnegative(),
    resources: z.int().nonnegative(),
    held: z.int().nonnegative().describe('Entries whose removal waits for a person'),
    failures: z.int().nonnegative().describe('Failed runs in a row'),
    nextDue: z.string().nullable(),
    lastGood: z.string().nullable().describe('End of the last good run'),
    problem: Problem.nullable(),
    lastRun: RunAnswer.nullable(),
  })
  .meta({ id: 'Source' });

export const SourceList = z.strictObject({
  items: z.array(SourceAnswer),
  states: z.partialRecord(z.enum(SOURCE_STATES), z.int()).describe('How many sources are in each state'),
  at: z.string(),
});
