/** Search and statistics as the API answers them. */
import { z } from 'zod';
import { FACETS, RELEVANCE_CLASSES, SORTS } from '../../index/query.ts';
import { EntrySummary } from './entry.ts';
import { Label } from './label.ts';

const count = z.int().nonnegative();
const FacetName = z.enum(FACETS);
const span = z.tuple([count, count]);

export const HitAnswer = z
  .strictObject({
    resource: z.string(),
    lead: EntrySummary,
    offers: z.strictObject({
      count,
      regions: z.array(z.string()),
      modes: z.array(z.string()),
      sources: z
        .array(z.strictObject({ id: z.string(), title: z.string() }))
        .describe('The catalogues that offer it'),
    }),
    class: z.enum(RELEVANCE_CLASSES).nullable(),
    highlight: z
      .strictObject({
        title: z.array(span),
        description: z.strictObject({ text: z.string(), matches: z.array(span) }),
      })
      .optional()
      .describe('Matches as [start, end) offsets in UTF-16 units, never markup'),
  })
  .meta({ id: 'Hit' });

export const FacetValueAnswer = z.strictObject({
  value: z.string(),
  label: Label,
  count: count.describe('Resources, each counted once'),
});

export const SearchAnswer = z
  .strictObject({
    hits: z.array(HitAnswer),
    resources: count.describe('Distinct resources found'),
    entries: count.describe('Catalogue entries that they stand for'),
    facets: z.partialRecord(FacetName, z.array(FacetValueAnswer)),
    filters: z.partialRecord(FacetName, z.array(z.strictObject({ value: z.string(), label: Label }))),
    sort: z.enum(SORTS),
    terms: z.array(z.string()).describe('The words that the text was understood as'),
    cursor: z.string().nullable(),
    at: z.string(),
    tookMs: z.number(),
  })
  .meta({ id: 'SearchResult' });

export const StatisticsAnswer = z
  .strictObject({
    by: z.array(FacetName),
    rows: z.array(
      z.strictObject({
        key: z.partialRecord(FacetName, z.string()),
        labels: z.partialRecord(FacetName, Label),
        entries: count,
        resources: count,
      }),
    ),
    total: z.strictObject({ entries: count, resources: count }),
    at: z.string().describe('The instant the figures hold for'),
  })
  .meta({ id: 'Statistics' });
