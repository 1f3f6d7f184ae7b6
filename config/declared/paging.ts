/** How a list goes on from page to page, and where it says how much there is. */
import { z } from 'zod';
import { Counts, Picks } from './pick.ts';

const PagingRule = z.strictObject({
  /** `once`: a walk is one answer that holds everything. */
  by: z.enum(['page', 'offset', 'cursor', 'once']).default('page'),
  /** Number of the first page, or the first offset. */
  first: z.int().min(0).default(1),
  size: z.int().positive(),
  /** Ends with the total where one is stated, else with an empty page; `empty` does not trust the total. */
  until: z.enum(['total', 'empty']).default('total'),
  /** Empty pages in a row that end the listing; one is enough once the stated total has been listed. */
  empties: z.int().positive().default(1),
  /** Rows in all. */
  rows: Counts.optional(),
  /** Pages in all. */
  pages: Counts.optional(),
  /** What the client must send as `{pages}` or `{rows}`, pages or rows in all, until more are known. */
  sends: z.int().positive().optional(),
  /** The mark of the next page, for `cursor`. */
  next: Picks.optional(),
});

/** Pages have a size; one answer that holds everything has none. */
export const Paging = z.preprocess(
  (given) =>
    typeof given === 'object' && given !== null && 'by' in given && given.by === 'once'
      ? { size: 1, ...given }
      : given,
  PagingRule,
);

export type Paging = z.infer<typeof Paging>;
