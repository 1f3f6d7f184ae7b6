/**
 * The schema of a declared wire: how a platform is asked and read, said in data. `config/families/*.yaml` are
 * wires with parameters and named variants; `adapters/declared/` is the engine that speaks them.
 *
 * Placeholders in templates: `{base}` `{origin}` `{page}` `{offset}` `{size}` `{pages}` `{cursor}` `{id}`
 * `{walk.x}` (a value of the walk) `{option.x}` (an option of the source) `{captured.x}` (from a prelude)
 * `{row.x}` (a value of the list row, named under `row.values`). In addresses they are percent-encoded unless
 * `|raw` follows the name; `|lower` gives lower case. A body or query value that is one placeholder keeps its type,
 * and is left out where the placeholder has no value.
 */
import { z } from 'zod';
import { FIELDS } from './record.ts';

/** A placeholder: its name, and what is done to its value. */
export const PLACEHOLDER = /\{([a-z][\w.-]*)((?:\|(?:raw|lower))*)\}/gi;

const Pattern = z.string().refine(
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
 * One value of a part. Over JSON `select` is a path (`data.rows`, `[0].result`, `files[].type`); over HTML a
 * CSS selector, an attribute after `@` (`a@href`). `.` is the thing itself. A bare string is its `select`.
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

/** What follows on the text of an answer, one step after the other. */
export const Step = z.union([
  /** Text → JSON value; also for a JSON string that holds JSON. */
  z.literal('json'),
  /** Text → HTML document. */
  z.literal('html'),
  /** URL-encoded form text → object. */
  z.literal('form'),
  /** JSON value → the value at this path. */
  z.strictObject({ at: z.string() }),
  /** Text → the first group of this expression (JSONP, a variable in a script). */
  z.strictObject({ match: Pattern }),
]);

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const Request = z.strictObject({
  method: z.enum(['GET', 'POST']).default('GET'),
  url: z.string().min(1),
  query: z.record(z.string(), Scalar).default({}),
  headers: z.record(z.string(), z.string()).default({}),
  body: z
    .strictObject({
      /** `json-under-form`: JSON text with a form's Content-Type. `percent-json`: JSON, URL-encoded as a whole, likewise. */
      as: z.enum(['json', 'form', 'json-under-form', 'percent-json']),
      content: z.record(z.string(), z.json()),
    })
    .optional(),
});

export const Answer = z.strictObject({
  /** The charset, where neither header nor page says it rightly. Otherwise: header, BOM, meta, UTF-8. */
  charset: z.string().optional(),
  decode: z.array(Step).min(1).default(['json']),
  /** The mark of a success inside a 200: the value at `path` (where it is there) is one of `values`. */
  success: z.strictObject({ path: z.string(), values: z.array(Scalar).min(1) }).optional(),
  /** Where a failed answer says why. */
  messages: z.array(z.string()).default(['message', 'msg', 'errmsg', 'resultMsg', 'custom.text']),
});

/** HTML facts as labels with values. Each matching element holds one pair, or several as neighbouring cells. */
export const LabelRule = z.strictObject({
  each: z.string(),
  /** Cells of the element, taken in pairs: label, value, label, value. */
  cells: z.string().optional(),
  /** Where the label stands; absent: the element's text before its first colon. */
  label: Picks.optional(),
  /** Where the value stands; absent: the text after the first colon. */
  value: Picks.optional(),
  /** Elements of a value cell that are a list of values, where there are two or more. */
  spread: z.string().optional(),
});

const FieldName = z.enum(FIELDS);

export const DistributionRule = z.strictObject({
  /** What is one distribution each; a text is cut by `split` first. */
  each: z.string(),
  split: Pattern.optional(),
  title: Picks.optional(),
  /** A list here makes a distribution of each. */
  format: Picks.optional(),
  mediaType: Picks.optional(),
  accessUrl: Picks.optional(),
  downloadUrl: Picks.optional(),
  byteSize: Picks.optional(),
  rows: Picks.optional(),
  /** The source's codes or words for formats → format. */
  codes: z.record(z.string(), z.string()).default({}),
});

export const DataItemRule = z.strictObject({
  each: z.string(),
  name: Picks.optional(),
  label: Picks.optional(),
  type: Picks.optional(),
  description: Picks.optional(),
});

/** A field, and what of the value belongs to it (first group, or the whole match). */
const Target = z.strictObject({ field: FieldName, match: Pattern.optional() });
/** Where a key's value goes: one field or several; null: known and of no use. */
const Targets = z.union([
  z.null().transform(() => []),
  FieldName.transform((field): z.infer<typeof Target>[] => [{ field }]),
  z.array(Target).min(1),
]);

/** How one part (the list row, the detail, a list of files) is read. */
const reading = {
  /** JSON: the object whose keys are facts; HTML: the element that holds all below. */
  root: z.string().default('.'),
  /** Elements that must be there, so many at least; fewer make the record unreadable. */
  expect: z.array(z.strictObject({ select: z.string(), atLeast: z.int().positive().default(1) })).default([]),
  fields: z.partialRecord(FieldName, Picks).default({}),
  /** Keys or labels of this source → field. Before the alias table. */
  keys: z.record(z.string(), Targets).default({}),
  labels: z.array(LabelRule).default([]),
  /** False: it holds no facts of the thing itself; only its distributions and data items count. */
  facts: z.boolean().default(true),
  distributions: z.array(DistributionRule).default([]),
  dataItems: z.array(DataItemRule).default([]),
};

export const RowReading = z.strictObject({
  ...reading,
  id: Picks,
  /** Values of the row that request templates use as `{row.x}`. */
  values: z.record(z.string(), Picks).default({}),
  /** What changes without a change of the thing: keys of a JSON row, selectors within an HTML row. */
  ignore: z.array(z.string()).default([]),
});

export const PartReading = z.strictObject({
  ...reading,
  request: Request,
  answer: Answer.prefault({}),
  /** A part whose absence (404) does not cost the record. */
  optional: z.boolean().default(false),
});

export const Paging = z.strictObject({
  by: z.enum(['page', 'offset', 'cursor']).default('page'),
  /** Number of the first page, or the first offset. */
  first: z.int().min(0).default(1),
  size: z.int().positive(),
  /** Ends with the total where one is stated, else with an empty page; `empty` does not trust the total. */
  until: z.enum(['total', 'empty']).default('total'),
  /** Empty pages in a row that end the listing; one is enough once the stated total has been listed. */
  empties: z.int().positive().default(1),
  /** Rows in all. */
  rows: Picks.optional(),
  /** Pages in all. */
  pages: Picks.optional(),
  /** Pages in all as the client must send them until more are known. */
  sends: z.int().positive().optional(),
  /** The mark of the next page, for `cursor`. */
  next: Picks.optional(),
});

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
  /** Fields whose several keys or labels all count, as a list; of others the first that is not blank. */
  gather: z.array(FieldName).default([]),
  /** Keys and labels of no use, anywhere: view counters and such. */
  ignore: z.array(z.string()).default([]),
  landingPage: z.string().optional(),
  /** Where the product gives a resource one id on every host. */
  nativeId: z.strictObject({ template: z.string(), when: Pattern.default('.') }).optional(),
});

export type Pick = z.infer<typeof Pick>;
export type Step = z.infer<typeof Step>;
export type Request = z.infer<typeof Request>;
export type Answer = z.infer<typeof Answer>;
export type LabelRule = z.infer<typeof LabelRule>;
export type DistributionRule = z.infer<typeof DistributionRule>;
export type DataItemRule = z.infer<typeof DataItemRule>;
export type RowReading = z.infer<typeof RowReading>;
export type PartReading = z.infer<typeof PartReading>;
export type Target = z.infer<typeof Target>;
export type Paging = z.infer<typeof Paging>;
export type Wire = z.infer<typeof Wire>;
