/** Parameters that several routes take. Every schema is strict: a misspelt parameter is an error, not ignored. */
import { z } from 'zod';
import { BANDS } from '../config/quality/quality.ts';
import { MODES } from '../config/registry/modes.ts';
import { EntrySchema, REGISTRATION_STATES } from '../index/port.ts';
import { FACETS, type Facet, type Filters } from '../index/query.ts';

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

const text = z.string().min(1).max(LONGEST_VALUE);
const regionCode = z.string().regex(/^\d{6}$/);
const year = z.string().regex(/^\d{4}$/);

/** One parameter a facet; values of one are alternatives, facets narrow each other. */
export const FILTERS = {
  province: repeated(regionCode),
  city: repeated(regionCode),
  source: repeated(text),
  mode: repeated(z.enum(MODES)),
  openness: repeated(EntrySchema.shape.openness.unwrap().shape.class),
  theme: repeated(text),
  industry: repeated(z.string().regex(/^[A-T]$/)),
  format: repeated(text),
  frequency: repeated(text),
  kind: repeated(EntrySchema.shape.kind),
  publisher: repeated(text),
  implementingAgency: repeated(text),
  operator: repeated(text),
  registrant: repeated(text),
  registered: repeated(z.enum(REGISTRATION_STATES)),
  registeredUntil: repeated(year),
  issuedYear: repeated(year),
  modifiedYear: repeated(year),
  modifiedMonth: repeated(z.string().regex(/^\d{4}-\d{2}$/)),
  quality: repeated(z.enum(BANDS)),
} satisfies Record<Facet, z.ZodType>;

/** The filters among a checked query, as the catalogue takes them. */
export function filtersOf(query: { [facet in Facet]?: string[] | undefined }): Filters {
  const filters: Filters = {};
  for (const facet of FACETS) {
    const values = query[facet];
    if (values !== undefined && values.length > 0) filters[facet] = [...new Set(values)];
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
