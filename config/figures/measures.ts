/** Names, units and meanings of what statistics measure: `config/figures/measures.yaml`. */
import { z } from 'zod';
import { CodedError } from '../errors/errors.ts';
import { readYaml } from '../text/yaml.ts';

const label = { zh: z.string().min(1), en: z.string().min(1) };
export const UNITS = ['count', 'share', 'score'] as const;

const MeasureWords = z.strictObject({ ...label, unit: z.enum(UNITS), means: z.strictObject(label) });
export type MeasureWords = z.infer<typeof MeasureWords>;

const read = z
  .record(z.string(), MeasureWords)
  .safeParse(readYaml(new URL('measures.yaml', import.meta.url)));
if (!read.success)
  throw new CodedError('config.invalid', `config/figures/measures.yaml: ${z.prettifyError(read.error)}`);
const words = read.data;

/** Throws `config.invalid` where the table lacks it. */
export function measureWords(code: string): MeasureWords {
  const found = words[code];
  if (found === undefined)
    throw new CodedError('config.invalid', `config/figures/measures.yaml lacks ${code}`);
  return found;
}
