/** What the actions take, from a query, a form or JSON alike; what they do not take is an error. */
import { z } from 'zod';
import { ActionError } from './error.ts';

const count = (most: number) => z.coerce.number().int().min(0).max(most);
const flag = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no', ''] }),
]);
const text = z.string().max(2_000);

/** A list, as JSON in text too, or one value alone. */
const listOf = (item: z.ZodString, most: number) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    if (!value.trim().startsWith('[')) return [value];
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value;
    }
  }, z.array(item).max(most));

const names = listOf(z.string().min(1).max(100), 50);
const texts = listOf(text, 20);

/** Asked for by clients of every CKAN, and without meaning where nothing is a draft, private or of an own schema. */
const IDLE = {
  include_private: flag.optional(),
  include_drafts: flag.optional(),
  include_deleted: flag.optional(),
  use_default_schema: flag.optional(),
  include_tracking: flag.optional(),
  include_plugin_data: flag.optional(),
};
const LISTING = {
  ...IDLE,
  all_fields: flag.default(false),
  limit: count(1_000_000).optional(),
  offset: count(1_000_000).default(0),
  sort: text.optional(),
  order_by: text.optional(),
  type: text.optional(),
  organizations: names.optional(),
  groups: names.optional(),
  include_dataset_count: flag.default(true),
  include_extras: flag.optional(),
  include_tags: flag.optional(),
  include_groups: flag.optional(),
  include_users: flag.optional(),
};
const SHOWING = {
  id: text.min(1),
  include_datasets: flag.default(false),
  include_dataset_count: flag.optional(),
  include_extras: flag.optional(),
  include_users: flag.optional(),
  include_groups: flag.optional(),
  include_tags: flag.optional(),
  include_followers: flag.optional(),
};

export const PARAMETERS = {
  site_read: z.strictObject({}),
  status_show: z.strictObject({}),
  help_show: z.strictObject({ name: text.min(1) }),
  package_search: z.strictObject({
    ...IDLE,
    q: text.default(''),
    fq: text.default(''),
    fq_list: texts.default([]),
    sort: text.optional(),
    rows: count(1_000_000).default(10),
    start: count(100_000_000).default(0),
    facet: flag.default(true),
    'facet.field': names.default([]),
    'facet.limit': z.coerce.number().int().min(-1).max(10_000).default(50),
    'facet.mincount': count(1_000_000_000).default(1),
    defType: text.optional(),
    qf: text.optional(),
    fl: text.optional(),
    bf: text.optional(),
    df: text.optional(),
  }),
  package_show: z
    .strictObject({ ...IDLE, id: text.min(1).optional(), name_or_id: text.min(1).optional() })
    .refine(({ id, name_or_id }) => id !== undefined || name_or_id !== undefined, {
      path: ['id'],
      message: 'Missing value',
    }),
  package_list: z.strictObject({ limit: count(1_000_000).optional(), offset: count(1_000_000).default(0) }),
  current_package_list_with_resources: z.strictObject({
    limit: count(1_000).default(100),
    offset: count(1_000_000).default(0),
    page: z.coerce.number().int().min(1).optional(),
  }),
  organization_list: z.strictObject(LISTING),
  organization_show: z.strictObject(SHOWING),
  group_list: z.strictObject(LISTING),
  group_show: z.strictObject(SHOWING),
  tag_list: z.strictObject({
    query: text.optional(),
    vocabulary_id: text.optional(),
    all_fields: flag.default(false),
  }),
  tag_show: z.strictObject({
    id: text.min(1),
    vocabulary_id: text.optional(),
    include_datasets: flag.default(false),
  }),
} as const;

export type ActionName = keyof typeof PARAMETERS;
export type Given<A extends ActionName> = z.infer<(typeof PARAMETERS)[A]>;

/** Throws `ActionError`: Validation Error, with what is wrong by parameter. */
export function parametersOf<A extends ActionName>(action: A, given: unknown): Given<A> {
  const parsed = PARAMETERS[action].safeParse(given);
  if (parsed.success) return parsed.data as Given<A>;
  const faults: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '__junk')];
    for (const key of keys)
      faults[key.slice(0, 100)] = [
        issue.code === 'unrecognized_keys' ? 'The input field was not expected' : issue.message,
      ];
  }
  throw new ActionError('Validation Error', 'Validation Error', faults);
}
