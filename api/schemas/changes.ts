/** The change feed as the API answers it: what another Huimu, or anybody's copy, is kept up to date by. */
import { z } from 'zod';
import { AnsweredEntry } from './entry.ts';
import { SourceRef } from './source.ts';

const common = {
  id: z.string(),
  changedAt: z.string().describe('When it last came out differently, or was found gone'),
  resource: z.string().describe('The resource it belongs to, or did'),
};

export const ChangeAnswer = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('added').describe('Never changed since it was first seen'),
      ...common,
      source: SourceRef,
      entry: AnsweredEntry,
    })
    .meta({ id: 'Added' }),
  z
    .strictObject({ type: z.literal('changed'), ...common, source: SourceRef, entry: AnsweredEntry })
    .meta({ id: 'Changed' }),
  z
    .strictObject({
      type: z.literal('removed').describe('A tombstone: gone from its source'),
      ...common,
      title: z.string(),
    })
    .meta({ id: 'Removed' }),
]);

export const ChangeFeed = z
  .strictObject({
    instance: z
      .string()
      .describe('The installation that answers: it stands in the provenance of what is taken from it'),
    items: z
      .array(ChangeAnswer)
      .describe('In the order in which they changed, each entry once, as it is now'),
    cursor: z
      .string()
      .describe(
        'To go on from, now where `more`, else later. It outlives a rebuild of the index and a move of the catalogue',
      ),
    more: z.boolean(),
    living: z.int().nonnegative().describe('Entries of the catalogue that are not removed'),
    at: z
      .string()
      .describe("This installation's clock: what changes later is asked for by an earlier instant"),
  })
  .meta({ id: 'ChangeFeed' });
