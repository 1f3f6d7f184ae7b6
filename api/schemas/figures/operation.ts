/** The ledger of authorised operation as the API answers it. */
import { z } from 'zod';
import { LEDGER_GAPS } from '../../../index/figures/ledger.ts';
import { EntrySchema, REGISTRATION_STATES } from '../../../index/port.ts';
import { Label } from '../label.ts';

const Count = z.int().nonnegative();
const Search = z.string().describe('Query of /search that finds what is counted');

const Figures = z
  .strictObject({
    resources: Count,
    registered: Count.describe('With a valid registration, as far as it is stated'),
    disclosed: Count.describe('Disclosed for `year` or later'),
    complete: Count.describe('Agency, operator, term and prices are stated'),
    products: Count.describe('Products and services among the resources'),
  })
  .meta({ id: 'LedgerFigures' });

const Group = z.strictObject({ value: z.string(), label: Label, ...Figures.shape, search: Search });
const Counted = z.strictObject({ value: z.string(), label: Label, resources: Count, search: Search });
const { term, ceilingPrice, actualPrice } = EntrySchema.shape.operation.unwrap().shape;

const Row = z
  .strictObject({
    resource: z.string(),
    entry: z.string(),
    title: z.string(),
    kind: EntrySchema.shape.kind,
    region: z.strictObject({ code: z.string(), label: Label }),
    source: z.strictObject({ id: z.string(), title: z.string() }),
    implementingAgency: z.string().nullable(),
    operators: z.array(z.string()),
    zone: z.string().nullable(),
    term: term.unwrap().nullable(),
    ceilingPrice: ceilingPrice.unwrap().nullable(),
    actualPrice: actualPrice.unwrap().nullable(),
    free: z.boolean().describe('Of public benefit or without a fee: no prices are due'),
    disclosedYear: z.int().nullable().describe('The latest year that is disclosed'),
    registration: z
      .strictObject({
        state: z.enum(REGISTRATION_STATES).nullable().describe('How it stands today, China time'),
        code: z.string().nullable(),
        validUntil: z.string().nullable(),
        source: z.string(),
      })
      .nullable(),
    missing: z.array(z.enum(LEDGER_GAPS)),
  })
  .meta({ id: 'LedgerRow' });

export const OperationLedgerAnswer = z
  .strictObject({
    at: z.string().describe('The instant that the figures hold for'),
    year: z.int().describe('The newest year whose disclosure is due (end of March of the next)'),
    total: z.strictObject({
      ...Figures.shape,
      entries: Count,
      unregistered: Count.describe('No registration of any kind is known'),
      undisclosed: Count,
    }),
    searches: z
      .record(z.enum([...Figures.keyof().options, 'unregistered', 'undisclosed']), Search)
      .describe('Queries of /search that find what `total` counts; of /exports/entries.* as well'),
    gaps: z.array(Counted).describe('Resources by what they lack'),
    registered: z.array(Counted).describe('Resources by how their registrations stand, as stated'),
    provinces: z.array(Group),
    cities: z.array(Group),
    agencies: z.array(Group),
    operators: z.array(Group),
    items: z.array(Row),
    cursor: z.string().nullable(),
  })
  .meta({ id: 'OperationLedger' });
export type OperationLedgerAnswer = z.infer<typeof OperationLedgerAnswer>;
