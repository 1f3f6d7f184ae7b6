/** What a search box offers, and what is like a resource, as the API answers them. */
import { z } from 'zod';
import { Label } from './label.ts';
import { HitAnswer } from './search.ts';

export const SuggestAnswer = z
  .strictObject({
    titles: z.array(z.strictObject({ text: z.string(), resource: z.string() })),
    publishers: z.array(z.strictObject({ value: z.string(), count: z.int() })),
    places: z.array(z.strictObject({ code: z.string(), label: Label })).describe('Filters province or city'),
    themes: z.array(z.strictObject({ code: z.string(), label: Label })).describe('Filter theme'),
  })
  .meta({ id: 'Suggestions' });

export const SimilarAnswer = z
  .strictObject({
    title: z.string(),
    elsewhere: z.int().describe('Other places that have something of this title'),
    places: z.array(z.strictObject({ region: z.string(), label: Label, resources: z.int() })),
    complete: z.boolean().describe('False where more have the title than were looked at'),
    hits: z.array(HitAnswer).describe('Some of them, without the resource itself'),
  })
  .meta({ id: 'Similar' });
