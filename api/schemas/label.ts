/** Words for codes, in both languages, and the lists that pages need to show them. */
import { z } from 'zod';
import { FACETS } from '../../index/query.ts';

export const Label = z.strictObject({ zh: z.string(), en: z.string() }).meta({ id: 'Label' });

const Term = z.strictObject({ value: z.string(), label: Label });

export const Regions = z.strictObject({
  items: z.array(
    z.strictObject({
      code: z.string().describe('GB/T 2260'),
      label: Label,
      level: z.enum(['country', 'province', 'city', 'county']),
      parent: z.string().nullable(),
    }),
  ),
});

export const Vocabularies = z.strictObject({
  facets: z.array(
    z.strictObject({
      facet: z.enum(FACETS),
      label: Label,
      values: z.array(Term).describe('Empty where the values are open (source, publisher, years)'),
    }),
  ),
  lists: z
    .array(z.strictObject({ list: z.string(), values: z.array(Term) }))
    .describe('Code lists of entries that are no facets: ways of authorisation, units of prices …'),
  sourceKinds: z.array(Term),
  families: z.array(Term).describe('What platforms speak'),
  sourceStates: z.array(Term.extend({ todo: Label.nullable().describe('What to do about it') })),
  runStatuses: z.array(Term),
  ledgerColumns: z.array(Term),
});
