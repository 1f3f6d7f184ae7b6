/** The terms that Huimu adds to others' vocabularies: `confi./own-terms.yaml`. */
import { z } from 'zod';
import { readYaml } from '../text/yaml.ts';

const text = z.string().min(1);
const Rows = z.array(
  z.strictObject({
    name: z.string().regex(/^[A-Za-z]+$/),
    is: z.enum(['class', 'property']),
    zh: text,
    en: text,
    zhNote: text,
    enNote: text,
    /** A class of another vocabulary that it is a kind of. */
    under: text.optional(),
    /** Of a property: whose it is, and what its values are. */
    of: text.optional(),
    to: text.optional(),
  }),
);
export type OwnTerm = z.infer<typeof Rows>[number];

let loaded: OwnTerm[] | undefined;

export function ownTerms(): OwnTerm[] {
  loaded ??= Rows.parse(readYaml(new URL('./own-terms.yaml', import.meta.url)));
  return loaded;
}
