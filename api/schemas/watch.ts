/** The watch lists as the API answers them. */
import { z } from 'zod';
import { CERTAINTIES, VERDICTS, WATCH_LISTS } from '../../index/watch/finding.ts';
import { Label } from './label.ts';

const count = z.int().nonnegative();
const instant = z.iso.datetime();

export const WatchListName = z.enum(WATCH_LISTS);

const ListHead = {
  list: WatchListName,
  name: Label,
  definition: Label,
  at: instant.nullable().describe('When it was computed; null before the first time'),
};

export const WatchAnswer = z
  .strictObject({
    at: instant.nullable(),
    entries: count.describe('Living entries that were looked at'),
    lists: z.array(
      z.strictObject({
        ...ListHead,
        found: count,
        kept: count.describe('Of those, the ones that can be read: of each source and list the weightiest'),
        certainties: z.record(z.enum(CERTAINTIES), count),
        regions: z.array(z.strictObject({ code: z.string(), label: Label, count })),
        sources: z.array(z.strictObject({ id: z.string(), title: z.string(), count })),
      }),
    ),
  })
  .meta({ id: 'Watch' });

export const WatchDecisionAsked = z.strictObject({
  decision: z.enum(VERDICTS),
  note: z.string().max(2_000).optional(),
});

const Decision = z.strictObject({
  decision: z.enum(VERDICTS),
  by: z.string().describe('As in the audit log'),
  at: instant,
  note: z.string().nullable(),
});

export const FindingAnswer = z.strictObject({
  key: z.string().describe('The same in every computation'),
  region: z.strictObject({ code: z.string(), label: Label }),
  sources: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  title: z.string(),
  certainty: z.enum(CERTAINTIES),
  since: instant.describe('When it was found first'),
  reasons: z.array(
    z.strictObject({
      code: z.string(),
      said: Label,
      words: z
        .array(z.string())
        .optional()
        .describe('What raised it, as the source says it; text, never markup'),
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
  entries: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      source: z.strictObject({ id: z.string(), title: z.string() }),
      resource: z.string(),
      publisher: z.string().optional(),
      landingPage: z.string().optional(),
      removedAt: z.string().nullable(),
    }),
  ),
  decision: Decision.nullable().describe('What a person decided; null where nobody said anything'),
});

export const FindingList = z
  .strictObject({
    ...ListHead,
    items: z.array(FindingAnswer),
    cursor: z.string().nullable(),
    total: count,
    regions: z.array(z.strictObject({ code: z.string(), label: Label, count })),
    sources: z.array(z.strictObject({ id: z.string(), title: z.string(), count })),
  })
  .meta({ id: 'Findings' });

export const WatchDecided = z
  .strictObject({ list: WatchListName, key: z.string(), ...Decision.shape })
  .meta({ id: 'WatchDecision' });
