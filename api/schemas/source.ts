/** Sources as the API answers them: what is configured, and how its harvest stands. */
import { z } from 'zod';
import { MODES } from '../../config/registry/modes.ts';
import { SOURCE_KINDS } from '../../config/registry/source.ts';
import { SOURCE_STATES } from '../../config/registry/source-states.ts';
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

const Who = z.strictObject({
  by: z.string().nullable().describe('As in the audit log; null for strangers'),
  at: z.string(),
});

const Paced = z.strictObject({
  perSecond: z.number().nullable().describe('Requests a second; null is without limit'),
  concurrency: z.int().positive(),
  quiet: z.tuple([z.int(), z.int()]).nullable().describe('Hours in which it is left alone, China time'),
});

const SetHere = z.strictObject({
  schedule: Who.extend({ value: z.string() }).nullable(),
  perSecond: Who.extend({ value: z.number() }).nullable(),
  paused: Who.nullable(),
});

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
    takesFiles: z.boolean().describe('Its administrator may hand its catalogue over as a file'),
    schedule: z.string().nullable().describe('Cron expression, China time'),
    pace: Paced.nullable().describe('As it holds; robots.txt may slow it further'),
    set: SetHere.describe('What people set beside its file: each null where the file holds'),
    file: z
      .strictObject({ schedule: z.string().nullable(), perSecond: z.number().nullable() })
      .describe(
        'What its file, or whoever added it, says; a null schedule is the default one, a null pace none',
      ),
    added: Who.nullable().describe('Who added it here; null where it stands in a file'),
    state: z.enum(SOURCE_STATES).describe('The most pressing one'),
    stateLabel: Label,
    look: z.enum(['good', 'warn', 'bad', 'idle', 'busy']).describe('How it is shown'),
    todo: Label.nullable().describe('What to do about it'),
    entries: z.int().nonnegative(),
    resources: z.int().nonnegative(),
    held: z.int().nonnegative().describe('Entries whose removal waits for a person'),
    grown: z.int().nonnegative().describe('New entries that wait for a person, as far as they are known of'),
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

export const SlotList = z.strictObject({
  schedule: z.string().describe('Cron expression, China time'),
  slots: z.array(z.string()).describe('When it would be harvested next'),
});

export const SourceRemoved = z.strictObject({
  source: z.string(),
  removed: z.int().nonnegative().describe('Entries that were taken off'),
});
