/** Coverage as the API answers it. */
import { z } from 'zod';
import { REGION_LEVELS } from '../../../config/regions.ts';
import { MODES } from '../../../config/registry/modes.ts';
import { SOURCE_KINDS } from '../../../config/registry/source.ts';
import { SOURCE_STATES } from '../../../config/registry/source-states.ts';
import { Label } from '../label.ts';

const Count = z.int().nonnegative();

const TALLY = {
  known: Count.describe('Catalogues of the registry, each a place with evidence'),
  configured: Count.describe('Of these, how many can be harvested'),
  harvested: Count.describe('Of these, how many have been harvested well, at whatever time'),
  states: z.record(z.enum(SOURCE_STATES), Count).describe('How the known ones stand now'),
  entries: Count.describe('Of the catalogues counted'),
  resources: Count.describe('Summed over the catalogues: what two of them share counts in both'),
};
export const Tally = z.strictObject(TALLY).meta({ id: 'CoverageTally' });
export type Tally = z.infer<typeof Tally>;

const Figure = z
  .strictObject({
    id: z.string(),
    kind: z.enum(SOURCE_KINDS),
    date: z.string().describe('Of when the figure is'),
    region: z.string().describe('GB/T 2260 code of the place that it speaks of'),
    label: Label,
    document: z.string().describe('Who says so'),
    total: Count.nullable().describe('Null where the document gives no number'),
    provincial: Count.nullable(),
    city: Count.nullable(),
  })
  .meta({ id: 'BaselineFigure' });

/** What the place has, whichever catalogue lists it: as statistics and searches count. */
const Holds = z
  .strictObject({ entries: Count, resources: Count.describe('Each counted once') })
  .describe(
    'Of the place or the mode itself, whichever catalogue lists it: what statistics and searches count',
  );

export const Coverage = z
  .strictObject({
    region: z.string(),
    total: Tally,
    kinds: z.array(
      z.strictObject({
        kind: z.enum(SOURCE_KINDS),
        label: Label,
        ...TALLY,
        baseline: Figure.nullable(),
        unnamed: Count.nullable().describe('Of the figure, how many no row of the registry names'),
      }),
    ),
    provinces: z.array(
      z.strictObject({
        province: z.string(),
        label: Label,
        ...TALLY,
        kinds: z.array(z.strictObject({ kind: z.enum(SOURCE_KINDS), ...TALLY })),
      }),
    ),
    modes: z
      .array(z.strictObject({ mode: z.enum(MODES), label: Label, ...TALLY, holds: Holds }))
      .describe('Catalogues by the mode that they supply in'),
    places: z
      .array(
        z.strictObject({
          region: z.string(),
          label: Label,
          level: z.enum(REGION_LEVELS),
          ...TALLY,
          holds: Holds,
        }),
      )
      .describe(
        'The places right below, those without a catalogue among them (of counties those with one), and the place itself where it has its own',
      ),
    holds: Holds,
    baselines: z.array(Figure).describe('All figures that can be chosen'),
    at: z.string(),
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;
