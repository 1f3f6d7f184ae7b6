/** Search and statistics as the API answers them. */
import { z } from 'zod';
import { WORD_KINDS } from '../../index/analysis/near.ts';
import { FACETS, RELEVANCE_CLASSES, SORTS } from '../../index/query.ts';
import { EntrySummary } from './entry.ts';
import { Label } from './label.ts';

const count = z.int().nonnegative();
const FacetName = z.enum(FACETS);
const span = z.tuple([count, count]);

const Reason = z.strictObject({
  word: z.string(),
  as: z.string().describe('What of it stands there: the word, another word for it, or facet=value'),
  by: z.enum(['word', 'near', 'facet', 'part']),
  in: z
    .array(z.enum(['title', 'text', 'office', 'region', 'offers']))
    .describe('Where in the lead; offers where only another offer has it'),
  weight: z.number().describe("Of the word's own worth"),
});

const Understood = z.strictObject({
  text: z.string(),
  typed: z.string().optional().describe('Where another word was typed: hangzhou for 杭州'),
  kind: z.enum(WORD_KINDS),
  region: z.string().optional().describe('GB/T 2260 code of a place'),
  near: z.array(z.string()).describe('Other words that count for it, weighing less'),
  facets: z.array(z.tuple([FacetName, z.string()])).describe('Facet values that count for it'),
  found: count.describe('Resources that answer it'),
});

const Suggestion = z.strictObject({
  text: z.string(),
  from: z.string(),
  to: z.string(),
  applied: z.boolean().describe('Whether the answer is to this text, nothing being found for the typed one'),
});

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
    folded: z
      .strictObject({ count, resources: z.array(z.string()) })
      .optional()
      .describe('With fold: further hits of this page with this title from this source'),
    why: z.array(Reason).optional().describe('With explain'),
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
    understood: z.array(Understood).describe('What each was taken for; `literal` takes it back'),
    suggestion: Suggestion.optional(),
    nearest: z
      .array(
        z.strictObject({
          text: z.string(),
          without: z.array(z.string()),
          place: z.boolean().describe('Whether what was left out is a place'),
          resources: count,
          hits: z.array(HitAnswer),
        }),
      )
      .describe('Where nothing answers all words: what of the question does, the nearest first'),
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
