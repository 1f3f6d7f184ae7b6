/** Two facets crossed, as the API answers it. */
import { z } from 'zod';
import { UNITS } from '../../../config/figures/measures.ts';
import { MEASURES } from '../../../index/figures/pivot.ts';
import { FACETS } from '../../../index/query.ts';
import { Label } from '../label.ts';

const count = z.int().nonnegative();

export const Measure = z.strictObject({
  code: z.enum(MEASURES),
  label: Label,
  unit: z.enum(UNITS).describe('share: 0–1, score: 0–100'),
  means: Label.describe('What a figure means'),
});

const Figure = z
  .strictObject({
    entries: count,
    resources: count,
    value: z.number().nullable().describe('Of the measure; null where nothing tells it'),
    of: count.optional().describe('Entries or resources that tell it, where not all need to'),
    query: z.string().describe('Parameters of /api/v1/search that find exactly these entries and resources'),
  })
  .meta({ id: 'StatisticsFigure' });

const Axis = z
  .strictObject({
    facet: z.enum(FACETS),
    label: Label,
    time: z
      .boolean()
      .describe('Whether its values follow each other in time; the largest come first elsewhere'),
    values: z.array(
      z.strictObject({
        value: z.string().describe('`-` for entries that do not say'),
        label: Label,
        total: Figure.describe('Over all of the other side; no sum where entries have several values'),
      }),
    ),
    left: count.describe('Values that are not shown'),
  })
  .meta({ id: 'StatisticsAxis' });

export const PivotAnswer = z
  .strictObject({
    measure: Measure,
    rows: Axis.nullable(),
    columns: Axis.nullable(),
    cells: z.array(z.array(Figure.nullable())).describe('By row, then column; null where there is no entry'),
    total: Figure,
    filters: z.partialRecord(z.enum(FACETS), z.array(z.strictObject({ value: z.string(), label: Label }))),
    at: z.string().describe('The instant the figures hold for'),
  })
  .meta({ id: 'StatisticsTable' });
export type PivotAnswer = z.infer<typeof PivotAnswer>;
