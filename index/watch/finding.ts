/** What a watch list says: one shape for all six, each with the reasons for it and how sure it is. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { VERDICTS, WATCH_LISTS } from './names.ts';

export { VERDICTS, type Verdict, WATCH_LISTS, type WatchList } from './names.ts';

/** Of how sure a finding is: it can be nothing else, it is most likely so, somebody should look. */
export const CERTAINTIES = ['certain', 'likely', 'possible'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Harvested words among `words` and `values` are text to be shown, never markup. */
export const Reason = z.strictObject({
  /** Of `config/watch-lists.yaml`, which has the sentence for it in both languages. */
  code: z.string(),
  /** What raised it, as the source says it. */
  words: z.array(z.string()).optional(),
  /** What the sentence's places are filled with: figures, dates, names, codes. */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Reason = z.infer<typeof Reason>;

export const Finding = z.strictObject({
  list: z.enum(WATCH_LISTS),
  /** The same finding has the same key in every computation. */
  key: z.string().min(1).max(200),
  /** GB/T 2260 code of the place whose matter it is. */
  region: z.string().regex(/^\d{6}$/),
  sources: z.array(z.string()),
  /** The entries that it is about, some of them where they are many. */
  entries: z.array(z.string()),
  title: z.string(),
  certainty: z.enum(CERTAINTIES),
  /** Within its list and certainty the heavier come first. */
  weight: z.number(),
  reasons: z.array(Reason).min(1),
  /** When it was found first. */
  since: z.iso.datetime(),
});
export type Finding = z.infer<typeof Finding>;

/** As a detector makes it: that it was found before is not its to know. */
export type Found = Omit<Finding, 'since'>;

/** What a person decided of a finding; it outlives the computations, by the key. */
export const WatchDecision = z.strictObject({
  list: z.enum(WATCH_LISTS),
  key: z.string().min(1).max(200),
  verdict: z.enum(VERDICTS),
  by: z.string(),
  at: z.iso.datetime(),
  note: z.string().max(2000).nullable(),
});
export type WatchDecision = z.infer<typeof WatchDecision>;

/** A key of what names it, shortened where that is long: local ids may be whole addresses. */
export function keyOf(...parts: string[]): string {
  const key = parts.join(':');
  return key.length <= 200 ? key : hash('sha256', key, 'hex');
}

/** Most entries that a finding names. */
export const MOST_ENTRIES = 20;
