/**
 * What quality is judged by: our criteria (`criteria.yaml`) and the European MQA's indicators (`mqa.yaml`), each with its
 * points. The tests behind the codes are the normaliser's (`normalizer/quality`).
 */
import { z } from 'zod';
import { CodedError } from '../errors/errors.ts';
import { readYaml } from '../text/yaml.ts';

export const DIMENSIONS = ['completeness', 'timeliness', 'usability', 'clarity'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Of the total, the best first. */
export const BANDS = ['excellent', 'good', 'fair', 'poor'] as const;
export type Band = (typeof BANDS)[number];

export const MQA_DIMENSIONS = [
  'findability',
  'accessibility',
  'interoperability',
  'reusability',
  'contextuality',
] as const;
export type MqaDimension = (typeof MQA_DIMENSIONS)[number];

export const MQA_BANDS = ['Excellent', 'Good', 'Sufficient', 'Bad'] as const;
export type MqaBand = (typeof MQA_BANDS)[number];

const points = z.int().positive();
const label = { zh: z.string().min(1), en: z.string().min(1) };
const code = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

const Criterion = z.strictObject({
  code,
  dimension: z.enum(DIMENSIONS),
  points,
  /** The entry's field that it is about. */
  field: z.string(),
  /** What it cannot be told without; the record alone where absent. */
  needs: z.enum(['clock', 'check']).optional(),
  ...label,
  /** What would meet it. */
  mend: z.strictObject(label),
});
export type Criterion = z.infer<typeof Criterion>;

const Indicator = z.strictObject({
  code,
  dimension: z.enum(MQA_DIMENSIONS),
  points,
  /** Of DCAT-AP. */
  property: z.string(),
  needs: z.literal('check').optional(),
});
export type Indicator = z.infer<typeof Indicator>;

const Formats = z.array(z.string());
const Criteria = z.strictObject({
  weights: z.record(z.enum(DIMENSIONS), points),
  bands: z.record(z.enum(BANDS), z.number().min(0).max(100)),
  /** The index keeps one bit for each. */
  criteria: z.array(Criterion).min(1).max(31),
  formats: z.strictObject({ vague: Formats, machineReadable: Formats, proprietary: Formats }),
});
const Mqa = z.strictObject({
  bands: z.record(z.enum(MQA_BANDS), z.int().nonnegative()),
  indicators: z.array(Indicator).min(1),
});

function read<T>(name: string, schema: z.ZodType<T>): T {
  const found = schema.safeParse(readYaml(new URL(`${name}.yaml`, import.meta.url)));
  if (found.success) return found.data;
  throw new CodedError('config.invalid', `config/quality/${name}.yaml: ${z.prettifyError(found.error)}`);
}

const own = read('criteria', Criteria);
const mqa = read('mqa', Mqa);

/** In the order of the file, which is that of the bits in which an index keeps what is lacking. */
export const CRITERIA: readonly Criterion[] = own.criteria;
export const WEIGHTS: Readonly<Record<Dimension, number>> = own.weights;
export const INDICATORS: readonly Indicator[] = mqa.indicators;

const setOf = (codes: string[]): ReadonlySet<string> => new Set(codes);
export const VAGUE_FORMATS = setOf(own.formats.vague);
export const MACHINE_READABLE = setOf(own.formats.machineReadable);
export const PROPRIETARY = setOf(own.formats.proprietary);

/** Of a total of 0–100. */
export const bandOf = (total: number): Band => BANDS.find((band) => total >= own.bands[band]) ?? 'poor';

/** Of 0–405 points. */
export const mqaBandOf = (sum: number): MqaBand => MQA_BANDS.find((band) => sum >= mqa.bands[band]) ?? 'Bad';
