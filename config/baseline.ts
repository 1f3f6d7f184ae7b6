/** The figures that coverage is held against: how much there ought to be, said when and by which document. */
import { z } from 'zod';
import { CodedError } from './errors/errors.ts';
import { region } from './regions.ts';
import { SOURCE_KINDS } from './registry/source.ts';
import { readYaml } from './text/yaml.ts';

const Count = z.int().nonnegative();

export const Baseline = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(SOURCE_KINDS),
  /** Of when the figure is: a year or a month. */
  date: z.string().regex(/^\d{4}(-\d{2})?$/),
  /** GB/T 2260 code of the place that it speaks of; the country where absent. */
  region: z
    .string()
    .refine((code) => region(code) !== undefined, 'no region has this code')
    .optional(),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** Who says so, where and when. */
  document: z.string(),
  /** Places of that kind; what the document does not state is absent. */
  counts: z.strictObject({
    total: Count.optional(),
    /** Of provinces and autonomous regions, municipalities not included. */
    provincial: Count.optional(),
    /** Of cities: municipalities, sub-provincial and prefecture-level ones. */
    city: Count.optional(),
  }),
  /** What else the document counts. */
  datasets: Count.optional(),
  departments: Count.optional(),
  cases: Count.optional(),
  scenarios: Count.optional(),
  /** What its kind is held against where nobody chooses another; one a kind. */
  default: z.boolean().default(false),
});
export type Baseline = z.infer<typeof Baseline>;

let known: Baseline[] | undefined;

/** All figures, oldest first within a kind as in the file. Throws `config.invalid`. */
export function baselines(): Baseline[] {
  if (known !== undefined) return known;
  const read = z.array(Baseline).safeParse(readYaml(new URL('baseline.yaml', import.meta.url)));
  if (!read.success)
    throw new CodedError('config.invalid', `config/baseline.yaml: ${z.prettifyError(read.error)}`);
  for (const kind of SOURCE_KINDS) {
    const defaults = read.data.filter((each) => each.kind === kind && each.default);
    if (defaults.length !== 1)
      throw new CodedError('config.invalid', `config/baseline.yaml: ${kind} has ${defaults.length} defaults`);
  }
  known = read.data;
  return known;
}
