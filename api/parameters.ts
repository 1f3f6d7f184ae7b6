/** Parameters that several routes take. Every schema is strict: a misspelt parameter is an error, not ignored. */
import { z } from 'zod';
import { BANDS } from '../config/quality/quality.ts';
import { MODES } from '../config/registry/modes.ts';
import { COMPLETE, LEDGER_GAPS } from '../index/figures/ledger.ts';
import { EntrySchema, REGISTRATION_STATES } from '../index/port.ts';
import { FACETS, type Facet, type Filters, NOT_STATED, UNSTATED } from '../index/query.ts';

/** Longest text that is searched for, in characters. */
export const LONGEST_QUERY = 200;
const LONGEST_VALUE = 200;
/** Values one facet may be narrowed to at once. */
const MOST_VALUES = 50;

/** A parameter that may be repeated: `mode=opening&mode=sharing`. */
export const repeated = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(MOST_VALUES).optional(),
  );

/** Values of a facet, or that nothing is stated. */
const values = <T extends z.ZodType>(item: T) => repeated(z.union([item, z.literal(UNSTATED)]));

const text = z.string().min(1).max(LONGEST_VALUE);
const regionCode = z.string().regex(/^\d{6}$/);
const year = z.string().regex(/^\d{4}$/);
const month = z.string().regex(/^\d{4}-\d{2}$/);

/** One parameter a facet; values of one are alternatives, facets narrow each other; `-` is for entries that do not say. */
export const FILTERS = {
  province: values(regionCode),
  city: values(regionCode),
  county: values(regionCode),
  source: values(text),
  mode: values(z.enum(MODES)),
  openness: values(EntrySchema.shape.openness.unwrap().shape.class),
  theme: values(text),
  industry: values(z.string().regex(/^[A-T]$/)),
  format: values(text),
  frequency: values(text),
  kind: values(EntrySchema.shape.kind),
  publisher: values(text),
  implementingAgency: values(text),
  operator: values(text),
  registrant: values(text),
  registered: values(z.enum(REGISTRATION_STATES)),
  registeredUntil: values(year),
  issuedYear: values(year),
  issuedMonth: values(month),
  modifiedYear: values(year),
  modifiedMonth: values(month),
  quality: values(z.enum(BANDS)),
  ledgerGap: values(z.enum([COMPLETE, ...LEDGER_GAPS])),
  disclosedYear: values(year),
} satisfies Record<Facet, z.ZodType>;

/** The filters among a checked query, as the catalogue takes them. */
export function filtersOf(query: { [facet in Facet]?: string[] | undefined }): Filters {
  const filters: Filters = {};
  for (const facet of FACETS) {
    const values = query[facet];
    if (values !== undefined && values.length > 0)
      filters[facet] = [...new Set(values.map((value) => (value === UNSTATED ? NOT_STATED : value)))];
  }
  return filters;
}

export const LANGUAGE = { lang: z.enum(['zh', 'en']).optional().describe('Over Accept-Language') };

/** What pages of a list take. */
export const PAGING = {
  size: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(4000).optional().describe('From the answer before, untouched'),
};

export const OnlyLanguage = z.strictObject(LANGUAGE);
export const Id = z.strictObject({ id: z.string().min(1).max(1500) });
export const flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });
