/**
 * The schema of a declared wire: how a platform is asked and read, said in data. `config/families/*.yaml` are
 * wires with parameters and named variants; `adapters/declared/` is the engine that speaks them.
 *
 * Placeholders in templates: `{base}` `{origin}` `{page}` `{offset}` `{size}` `{pages}` `{rows}` `{cursor}` `{id}`
 * `{walk.x}` (a value of the walk) `{option.x}` (an option of the source) `{captured.x}` (from a prelude)
 * `{row.x}` (a value of the list row, named under `row.values`) `{now}` (the moment, ISO 8601) `{random}` (a number
 * from 0 to 1; both are what sites send against caches). In addresses they are percent-encoded unless
 * `|raw` follows the name; `|lower` gives lower case. A body or query value that is one placeholder keeps its type,
 * and is left out where the placeholder has no value.
 */
import { z } from 'zod';
import { Answer, Request, Scalar, Step } from './declared/asking.ts';
import { Paging } from './declared/paging.ts';
import { Pattern, Picks } from './declared/pick.ts';
import { FieldName, PartReading, RowReading } from './declared/reading.ts';

export * from './declared/asking.ts';
export * from './declared/paging.ts';
export * from './declared/pick.ts';
export * from './declared/reading.ts';

/** A placeholder: its name, and what is done to its value. */
export const PLACEHOLDER = /\{([a-z][\w.-]*)((?:\|(?:raw|lower))*)\}/gi;

export const Wire = z.strictObject({
  /** Requests before the first, once a run: cookies of an index page, a code kept in a script. */
  prelude: z
    .array(
      z.strictObject({
        request: Request,
        /** Name → expression on the answer's text. Skipped where the source's options give the same names. */
        capture: z.record(z.string(), Pattern).default({}),
        /** Addresses of further texts to look through until everything is captured (scripts of the page). */
        follow: z.string().optional(),
      }),
    )
    .default([]),
  list: z.strictObject({
    request: Request,
    answer: Answer.prefault({}),
    paging: Paging,
    /** The listing is walked once for each, with its values as `{walk.x}`. */
    walks: z.array(z.record(z.string(), Scalar)).min(1).default([{}]),
    /** The walks are what a page names (a tree of classes): one for each different set of values. */
    walksFrom: z
      .strictObject({
        request: Request,
        answer: Answer.prefault({}),
        each: z.string(),
        values: z.record(z.string(), Picks),
      })
      .optional(),
    /** Address of the first page, where it is no page 0 or 1 of the others' address (`index.html`, `index_1.html`). */
    opening: z.string().min(1).optional(),
    /** No row comes in two walks, so that their totals add up. */
    disjoint: z.boolean().default(false),
    items: z.strictObject({
      /** Further steps from the answer to what holds the items (HTML inside JSON). */
      decode: z.array(Step).default([]),
      /** HTML: an element that every list page has, empty ones too; without it the page is another one. */
      within: z.string().optional(),
      select: z.string(),
      /** A later page without the items' path is an empty page. */
      absentIsEmpty: z.boolean().default(false),
    }),
  }),
  row: RowReading,
  /** Further parts by role, in the order they are asked; none: the row is the whole record. */
  parts: z.record(z.string().regex(/^(?!row$)[a-z][a-z-]*$/), PartReading).default({}),
  /** The source's legend: field → code → word; `*` stands for any other code. */
  codes: z.partialRecord(FieldName, z.record(z.string(), z.string())).default({}),
  /** Fields whose several places, keys or labels all count, as a list; of others the first that is not blank. */
  gather: z.array(FieldName).default([]),
  /** Keys and labels of no use, anywhere: view counters and such. */
  ignore: z.array(z.string()).default([]),
  landingPage: z.string().optional(),
  /**
   * Further catalogues of the platform that count their entries apart (interfaces beside datasets): name → what of this
   * wire is otherwise there. Their entries' ids are `name:id`, as both may number from 1; `{id}` is the platform's own.
   */
  beside: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.record(z.string(), z.json())).default({}),
  /** Where the product gives a resource one id on every host. */
  nativeId: z.strictObject({ template: z.string(), when: Pattern.default('.') }).optional(),
});

export type Wire = z.infer<typeof Wire>;
