/** A family's options, checked by its own schema. */
import { z } from 'zod';
import { CodedError } from '../config/errors/errors.ts';
import type { HarvestableSource } from '../config/registry/source.ts';

/** Throws `config.invalid`. */
export function optionsOf<S extends z.ZodType>(schema: S, source: HarvestableSource): z.infer<S> {
  const parsed = schema.safeParse(source.harvest.options);
  if (parsed.success) return parsed.data;
  throw new CodedError('config.invalid', `${source.id}: harvest.options: ${z.prettifyError(parsed.error)}`);
}

/** A path under the source's base. */
export const PathOption = z.string().regex(/^\//, 'starts with /');
