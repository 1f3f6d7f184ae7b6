/** What was sent, as the API answers it. */
import { z } from 'zod';
import { KINDS, OCCASIONS } from '../../../notices/occasions/kinds.ts';
import { DELIVERY_STATES, PURPOSES } from '../../../notices/outbox/delivery.ts';
import { CHANNELS } from '../../../notices/subscriptions/subscription.ts';
import { Label } from '../label.ts';

export const labelOf = (occasion: keyof typeof KINDS): z.infer<typeof Label> => {
  const { zh, en } = KINDS[occasion];
  return { zh, en };
};

const Item = z.strictObject({
  occasion: z.enum(OCCASIONS),
  label: Label,
  source: z.string().nullable(),
  title: z.string().nullable(),
  times: z.int().positive().describe('Notices that it stands for'),
  count: z.int().nonnegative().nullable().describe('Things that they tell of; null where that is no number'),
  first: z.string(),
  at: z.string().describe('The instant that what is said holds for'),
  said: Label,
  link: z.string().describe('Path in this installation'),
  lines: z.array(z.strictObject({ said: Label, link: z.string().nullable() })),
});

export const DeliveryAnswer = z
  .strictObject({
    id: z.string().describe('Its receiver knows it by this: webhook-id, Message-ID'),
    subscription: z.string(),
    purpose: z.enum(PURPOSES),
    channel: z.enum(CHANNELS),
    to: z.string(),
    state: z.enum(DELIVERY_STATES),
    sealedAt: z.string(),
    nextAt: z.string().nullable().describe('When it is tried next; null where it is not'),
    endedAt: z.string().nullable(),
    attempts: z
      .array(z.strictObject({ at: z.string(), answer: z.string().nullable() }))
      .describe('The newest ones, oldest first; answer null: under way, or its process died'),
    items: z.array(Item),
    rest: z.int().nonnegative().describe('Items that were not shown'),
  })
  .meta({ id: 'Delivery' });

export const DeliveryList = z.strictObject({ items: z.array(DeliveryAnswer), cursor: z.string().nullable() });
