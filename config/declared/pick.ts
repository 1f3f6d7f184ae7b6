/** Where one value of an answer stands, and what of it counts. */
import { z } from 'zod';

export const Pattern = z.string().refine(
  (text) => {
    try {
      new RegExp(text, 'u');
      return true;
    } catch {
      return false;
    }
  },
  { message: 'not a regular expression' },
);

/**
 * One value of a part. Over JSON `select` is a path (`data.rows`, `[0].result`, `files[].type`; `files{}` makes a
 * list of an object, `{name, value}` for each of its keys); over HTML a CSS selector, an attribute after `@` (`a@href`). `.` is the thing itself. A bare string is its `select`.
 */
export const Pick = z.union([
  z.string().transform((select) => ({ select })),
  z.strictObject({
    select: z.string().default('.'),
    /** First group of this expression (the whole match where it has none); nothing where it does not match. */
    match: Pattern.optional(),
    /** HTML: the element's own text only, without its children's. */
    own: z.boolean().optional(),
    /** HTML: every matching element, as a list. */
    all: z.boolean().optional(),
    /** A fixed value, given where `select` finds something. */
    const: z.string().optional(),
  }),
]);
/** Alternatives: the first that is not blank. */
export const Picks = z.union([Pick.transform((pick) => [pick]), z.array(Pick).min(1)]);

/** Where a number stands; of a sum, where its parts do. */
export const Counts = z.union([Picks, z.strictObject({ sum: z.array(Pick).min(1) })]);

export type Pick = z.infer<typeof Pick>;
export type Counts = z.infer<typeof Counts>;
