/** Subscriptions as the API takes and answers them. */
import { z } from 'zod';
import { FACETS } from '../../../index/query.ts';
import { OCCASIONS } from '../../../notices/occasions/kinds.ts';
import {
  CHANNELS,
  ENDINGS,
  GROUPINGS,
  SUBSCRIPTION_STATES,
} from '../../../notices/subscriptions/subscription.ts';
import { LONGEST_QUERY } from '../../parameters.ts';
import { Label } from '../label.ts';
import { RegionCode, told } from '../people/texts.ts';

const SavedSearch = z.strictObject({
  text: z.string().trim().max(LONGEST_QUERY).default('').describe('Words, as in a search'),
  filters: z
    .partialRecord(z.enum(FACETS), z.array(z.string().max(200)).min(1).max(50))
    .default({})
    .describe('Values of facets; an empty one for entries that do not say'),
});

const WANTED = {
  name: told(60).describe('What its owner calls it'),
  occasions: z.array(z.enum(OCCASIONS)).min(1).max(OCCASIONS.length).describe('What is to be told'),
  sources: z
    .array(z.string().min(1).max(200))
    .max(500)
    .describe('Sources by id; with regions all where empty'),
  regions: z.array(RegionCode).max(100).describe('GB/T 2260: all sources of these places'),
  search: SavedSearch.nullable().describe('What new-entries is about'),
  demands: z
    .array(z.string().min(1).max(100))
    .max(100)
    .describe('What demand-matched is about; all where empty'),
  share: z.number().min(0).max(1).describe('values-unknown is told above it'),
  grouping: z.enum(GROUPINGS).describe('at-once gathers a minute and leaves an hour between two messages'),
};

export const MakeSubscription = z
  .strictObject({
    ...{ name: WANTED.name, occasions: WANTED.occasions },
    sources: WANTED.sources.default([]),
    regions: WANTED.regions.default([]),
    search: WANTED.search.default(null),
    demands: WANTED.demands.default([]),
    share: WANTED.share.default(0.1),
    grouping: WANTED.grouping.default('daily'),
    channel: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('webhook'),
        url: z.url({ protocol: /^https?$/ }).max(2000),
      }),
      z.strictObject({ kind: z.literal('mail'), address: z.email().max(254) }),
    ]),
  })
  .refine(({ occasions, search }) => !occasions.includes('new-entries') || search !== null, {
    path: ['search'],
    message: 'new-entries wants a search',
  });

export const ChangeSubscription = z.strictObject({
  name: WANTED.name.optional(),
  grouping: WANTED.grouping.optional(),
  share: WANTED.share.optional(),
  state: z.enum(['active', 'paused']).optional().describe('Paused, what happens is kept and told afterwards'),
});

export const SubscriptionAnswer = z
  .strictObject({
    id: z.string(),
    ...WANTED,
    search: z
      .strictObject({ text: z.string(), filters: z.partialRecord(z.enum(FACETS), z.array(z.string())) })
      .nullable(),
    channel: z.strictObject({
      kind: z.enum(CHANNELS),
      to: z.string().describe('The mailbox; of a webhook its origin alone, as paths may be passwords'),
    }),
    state: z.enum(SUBSCRIPTION_STATES),
    ending: z.enum(ENDINGS).nullable().describe('Why it has ended'),
    madeAt: z.string(),
  })
  .meta({ id: 'Subscription' });

export const SubscriptionList = z.strictObject({
  items: z.array(SubscriptionAnswer),
  cursor: z.string().nullable(),
});

export const SubscriptionMade = z.strictObject({
  made: SubscriptionAnswer,
  secret: z
    .string()
    .nullable()
    .describe('Of a webhook: the key that its messages are signed with (whsec_…), shown now and never again'),
});

/** What whoever holds a link to it may see. */
export const SubscriptionState = z.strictObject({
  name: z.string(),
  state: z.enum(SUBSCRIPTION_STATES),
  occasions: z.array(z.strictObject({ occasion: z.enum(OCCASIONS), label: Label })),
});

export const OccasionList = z.strictObject({
  items: z.array(z.strictObject({ occasion: z.enum(OCCASIONS), label: Label })),
  mail: z.boolean().describe('Whether this installation sends mail'),
});

export const Token = z.strictObject({ token: z.string().min(1).max(200) });
