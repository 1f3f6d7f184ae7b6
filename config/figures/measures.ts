/** Names, units and meanings of what statistics measure: `config/figures/measures.yaml`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CodedError } from '../errors/errors.ts';

const label = { zh: z.string().min(1), en: z.string().min(1) };
export const UNITS = ['count', 'share', 'score'] as const;

const MeasureWords = z.strictObject({ ...label, unit: z.enum(UNITS), means: z.strictObject(label) });
export type MeasureWords = z.infer<typeof MeasureWords>;

const read = z
  .record(z.string(), MeasureWords)
  .safeParse(parse(readFileSync(new URL('measures.yaml', import.meta.url), 'utf8')));
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
