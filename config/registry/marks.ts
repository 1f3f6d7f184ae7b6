/** By what a family's products are known at first sight: `config/registry/marks.yaml`. */
import { z } from 'zod';
import { CodedError } from '../errors/errors.ts';
import { readYaml } from '../text/yaml.ts';

const Pattern = z.string().transform((text, context) => {
  try {
    return new RegExp(text, 'i');
  } catch {
    context.addIssue('not a regular expression');
    return z.NEVER;
  }
});

export const Mark = z.strictObject({
  family: z.string(),
  /** On the address that answered. */
  address: Pattern.optional(),
  /** On the answer's text. */
  text: Pattern.optional(),
  /** On the answer's media type. */
  type: Pattern.optional(),
  /** On the paths of the page's links to its own host; its group `base` is the product's context path. */
  link: Pattern.optional(),
  /** Context paths under which it is usually installed. */
  contexts: z.array(z.string().regex(/^(\/[\w-]+)*$/)).default(['']),
});
export type Mark = z.infer<typeof Mark>;

let known: Mark[] | undefined;

/** Throws `config.invalid`. */
export function marks(): Mark[] {
  if (known !== undefined) return known;
  const read = z.array(Mark).safeParse(readYaml(new URL('marks.yaml', import.meta.url)));
  if (!read.success)
    throw new CodedError('config.invalid', `config/registry/marks.yaml: ${z.prettifyError(read.error)}`);
  known = read.data;
  return known;
}
