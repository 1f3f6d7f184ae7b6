/** Entries and resources as the API answers them. */
import { z } from 'zod';
import type { RawValue } from '../../config/record.ts';
import { EntrySchema, REGISTRATION_STATES } from '../../index/port.ts';
import { GROUNDS } from '../../index/resources/links.ts';
import { EVIDENCE } from '../../index/resources/registrations.ts';
import { WAYS } from '../answers/entry/getting-steps.ts';
import { Label } from './label.ts';
import { SourceRef } from './source.ts';

const StoredFacts = {
  resource: z.string().describe('The resource it belongs to'),
  lead: z.boolean().describe('It stands for its resource in search'),
  firstSeen: z.string(),
  changedAt: z.string(),
};

/** In words what `spatial` says as a code. */
const place = Label.describe(
  '浙江 台州 路桥区: where the data is of, with the places it lies in, the widest first',
);

/** The entry as kept. `raw` may be any JSON: it was checked when it was written, and has no schema to describe. */
export const AnsweredEntry = EntrySchema.extend({
  raw: z
    .record(z.string(), z.custom<RawValue>())
    .describe("The source's own values, by field: show as text, never as markup"),
}).meta({ id: 'Entry' });

export const EntryAnswer = z
  .strictObject({
    entry: AnsweredEntry,
    place,
    ...StoredFacts,
    source: SourceRef,
    getting: z
      .strictObject({ way: z.enum(WAYS), steps: z.array(Label) })
      .describe('How it is got, step by step'),
  })
  .meta({ id: 'StoredEntry' });

export const EntrySummary = EntrySchema.pick({
  id: true,
  title: true,
  description: true,
  kind: true,
  mode: true,
  openness: true,
  sharing: true,
  themes: true,
  industry: true,
  keywords: true,
  issued: true,
  modified: true,
  frequency: true,
  spatial: true,
  landingPage: true,
  publisher: true,
})
  .extend({
    place,
    formats: z.array(z.string()).describe('Distinct formats of its distributions'),
    source: SourceRef,
    changedAt: z.string(),
  })
  .meta({ id: 'EntrySummary' });

/** Of a resource, on the day of the answer. */
const RegistrationOf = z
  .strictObject({
    entry: z
      .string()
      .describe('The entry that says so: a record of a register, or an offer that names its registration'),
    source: z.string(),
    registration: EntrySchema.shape.registration.unwrap(),
    validUntil: z
      .string()
      .optional()
      .describe('Last day of validity, where it is stated or follows from what is'),
    state: z.enum(REGISTRATION_STATES).optional(),
    evidence: z.enum(EVIDENCE).optional().describe("Why the register's record counts as this resource's"),
  })
  .meta({ id: 'RegistrationOf' });

/** `with`: id of the other entry. */
export const IdentityDecision = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('split') }),
    z.strictObject({ decision: z.literal('automatic') }),
    z.strictObject({ decision: z.literal('join'), with: z.string().min(3).max(500) }),
  ])
  .meta({ id: 'IdentityDecision' });

const LinkOf = z
  .strictObject({
    between: z.tuple([z.string(), z.string()]).describe('Entry ids'),
    grounds: z.array(z.enum(GROUNDS)).describe('Why the two are one thing'),
  })
  .meta({ id: 'LinkOf' });

export const ResourceAnswer = z
  .strictObject({
    id: z.string(),
    lead: EntryAnswer,
    offers: z.array(EntryAnswer).describe('All its entries, the lead first'),
    links: z.array(LinkOf).describe('Why its offers are one thing; registrations say so themselves'),
    registrations: z.array(RegistrationOf).describe('Those of the registers first'),
    registeredOn: z.string().describe('The day for which `state` holds, China time'),
    citation: Label.describe('How it is cited, with the day and its address'),
  })
  .meta({ id: 'Resource' });

export const RawAnswer = z
  .strictObject({
    id: z.string(),
    parts: z.array(
      z.strictObject({
        role: z.string(),
        mediaType: z.string(),
        url: z.string(),
        text: z
          .string()
          .describe(
            "The source's own words, mobile numbers and people's names masked: show as text, never as markup",
          ),
      }),
    ),
  })
  .meta({ id: 'RawRecord' });
