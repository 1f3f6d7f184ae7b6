/** Quality as the API answers it: of an entry with its reasons, in figures, and of a source with what to mend first. */
import { z } from 'zod';
import { BANDS, DIMENSIONS, MQA_BANDS, MQA_DIMENSIONS } from '../../../config/quality/quality.ts';
import { LATENESS, LINK_ROLES, LINK_STATES } from '../../../index/quality/figures.ts';
import { FACETS } from '../../../index/query.ts';
import { Label } from '../label.ts';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const score = z.number().min(0).max(100);
const dimensions = z.strictObject(
  Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, share])) as Record<
    (typeof DIMENSIONS)[number],
    typeof share
  >,
);

const Criterion = {
  code: z.string(),
  dimension: z.enum(DIMENSIONS),
  field: z.string().describe('The field of the entry that it is about'),
  label: Label,
  mend: Label.describe('What would meet it'),
};

const Finding = z.strictObject({
  ...Criterion,
  points: count,
  of: count.describe('0 where it cannot be asked of this entry, or nothing is known'),
  needs: z.enum(['clock', 'check']).optional().describe('Told by the day, or by asking addresses'),
});

const MqaPart = z.strictObject({ points: count, of: count });

const Mqa = z
  .strictObject({
    points: count.max(405),
    of: z.literal(405),
    band: z.enum(MQA_BANDS),
    dimensions: z.strictObject(
      Object.fromEntries(MQA_DIMENSIONS.map((dimension) => [dimension, MqaPart])) as Record<
        (typeof MQA_DIMENSIONS)[number],
        typeof MqaPart
      >,
    ),
    findings: z.array(
      z.strictObject({
        code: z.string(),
        dimension: z.enum(MQA_DIMENSIONS),
        property: z.string(),
        points: count,
        of: count,
      }),
    ),
  })
  .describe('Metadata Quality Assessment of data.europa.eu, computed of the same entry');

export const EntryQuality = z
  .strictObject({
    entry: z.string(),
    title: z.string(),
    source: z.string(),
    score: score.describe('At the instant `at`, with what is known of its addresses'),
    band: z.enum(BANDS),
    stated: z
      .strictObject({ score, band: z.enum(BANDS) })
      .describe('Of what the record says, whatever the day: what the facet `quality` has'),
    dimensions,
    findings: z.array(Finding),
    lateness: z.strictObject({
      state: z.enum(LATENESS),
      due: z.string().optional(),
      cycles: count.optional().describe('Whole cycles since it was due'),
    }),
    mqa: Mqa,
    links: z.array(
      z.strictObject({
        url: z.string(),
        role: z.enum(LINK_ROLES),
        state: z.enum(LINK_STATES),
        status: count.nullable(),
        detail: z.string(),
        at: z.string(),
        since: z.string(),
      }),
    ),
    at: z.string(),
  })
  .meta({ id: 'EntryQuality' });

const bands = z.strictObject(
  Object.fromEntries(BANDS.map((band) => [band, count])) as Record<(typeof BANDS)[number], typeof count>,
);

const Figures = {
  entries: count,
  score,
  dimensions,
  bands: bands.describe('Entries by the band of what they state'),
  mqa: z.number().describe('Mean points, without the 80 of asking addresses'),
  lacks: z.record(z.string(), count).describe('Entries by the criteria that they lack'),
};

const FacetName = z.enum(FACETS);

export const QualityAnswer = z
  .strictObject({
    by: z.array(FacetName),
    rows: z.array(
      z.strictObject({
        key: z.partialRecord(FacetName, z.string()),
        labels: z.partialRecord(FacetName, Label),
        ...Figures,
      }),
    ),
    total: z.strictObject(Figures),
    distinct: count.describe('Rows there are, those that are not shown among them'),
    mqaOf: count,
    at: z.string().describe('The instant for which lateness is told'),
  })
  .meta({ id: 'Quality' });

const EntryNamed = z.strictObject({ id: z.string(), title: z.string() });

export const SourceQuality = z
  .strictObject({
    source: z.string(),
    figures: z.strictObject(Figures),
    gains: z
      .array(
        z.strictObject({
          ...Criterion,
          lacking: count.describe('Records that lack it'),
          sample: count.optional().describe('Of so many that were looked at; of all where absent'),
          gain: score.describe("Points of 100 that mending all of them adds to the source's score"),
          examples: z.array(EntryNamed),
        }),
      )
      .describe('What brings most first'),
    links: z.strictObject({
      states: z.strictObject(
        Object.fromEntries(LINK_STATES.map((state) => [state, count])) as Record<
          (typeof LINK_STATES)[number],
          typeof count
        >,
      ),
      addresses: count,
      entries: count,
      failing: count,
      at: z.string().nullable(),
    }),
    mqaOf: count,
    at: z.string(),
  })
  .meta({ id: 'SourceQuality' });

export const LackingAnswer = z
  .strictObject({
    source: z.string(),
    criterion: z.strictObject(Criterion),
    items: z.array(
      EntryNamed.extend({
        landingPage: z.string().optional(),
        stated: z.string().nullable().describe('What the record says there, shortened; null where nothing'),
      }),
    ),
    cursor: z.string().nullable(),
    at: z.string(),
  })
  .meta({ id: 'Lacking' });
