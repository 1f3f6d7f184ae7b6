/** How the parts of a record are read: facts, distributions, data items. */
import { z } from 'zod';
import { FIELDS } from '../record.ts';
import { Answer, Request, Step } from './asking.ts';
import { Pattern, Picks } from './pick.ts';

/** HTML facts as labels with values. Each matching element holds one pair, or several as neighbouring cells. */
export const LabelRule = z.strictObject({
  each: z.string(),
  /** Cells of the element, taken in pairs: label, value, label, value. */
  cells: z.string().optional(),
  /** Where the label stands; absent: the element's text before its first colon. */
  label: Picks.optional(),
  /** Where the value stands; absent: the text after the first colon. */
  value: Picks.optional(),
  /** The element's lines (`<br>` and line ends part them) are one pair each; a line without a known label goes on. */
  lines: z.boolean().default(false),
  /**
   * What the elements stand for, one after the other, blank for one of no use: for values that have their place as
   * their only label. Another number of them, or another of these names written before one, makes the record unreadable.
   */
  names: z.array(z.string()).optional(),
  /** Elements of a value cell that are a list of values, where there are two or more. */
  spread: z.string().optional(),
});

/** A name of the catalogue's fields. */
export const FieldName = z.enum(FIELDS);

export const DistributionRule = z.strictObject({
  /** What is one distribution each; a text is cut by `split` first. */
  each: z.string(),
  /** Steps from a text there to what it holds (JSON in a string); of a list in it, each is one. */
  decode: z.array(Step).default([]),
  split: Pattern.optional(),
  title: Picks.optional(),
  /** A list here makes a distribution of each. */
  format: Picks.optional(),
  mediaType: Picks.optional(),
  accessUrl: Picks.optional(),
  downloadUrl: Picks.optional(),
  byteSize: Picks.optional(),
  rows: Picks.optional(),
  /** The source's codes or words for formats → format; `*` stands for any other. */
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
  /** JSON: the object whose keys are facts; HTML: the element that holds all below. Of several the first that is there. */
  root: z.union([z.string().transform((root) => [root]), z.array(z.string()).min(1)]).default(['.']),
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
  /**
   * Where the answer says whose it is. Asked for by a name that several things bear, it may be another thing's: then
   * it is left aside, with a remark.
   */
  about: Picks.optional(),
});

export type LabelRule = z.infer<typeof LabelRule>;
export type DistributionRule = z.infer<typeof DistributionRule>;
export type DataItemRule = z.infer<typeof DataItemRule>;
export type RowReading = z.infer<typeof RowReading>;
export type PartReading = z.infer<typeof PartReading>;
export type Target = z.infer<typeof Target>;
