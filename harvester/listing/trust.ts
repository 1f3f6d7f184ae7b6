/** What a listing is worth once it is over, and whether to go over it once more. Pure. */
import type { Guard } from '../../config/registry/source.ts';
import type { RunProblem } from '../../index/operations.ts';

/** How a listing ended: at its end, at a page seen before, at a limit, at a growth that waits, or by an error or a stop. */
export type ListingEnd = 'reached' | 'repeated' | 'endless' | 'grown' | 'broken';

export interface ListingFacts {
  end: ListingEnd;
  /** The most that pages of the last sweep declared; null where none said. */
  declared: number | null;
  /** The pages of the last sweep declared different numbers. */
  moved: boolean;
  /** What the last sweep's pages declared that is no number of rows, and did not come. */
  missing: string | undefined;
  /** Rows with an id of their own, rejected ones among them, of all sweeps. */
  distinct: number;
  /** Rows of the last sweep, repeats included. */
  rows: number;
  /** The list was gone over twice and was the same, page by page. */
  alike: boolean;
  /** Living entries of the source before the run. */
  known: number;
  /** Only what changed was asked for: there may be nothing. */
  changes?: boolean;
}

/**
 * Whether every row that the last sweep went by is known. Where rows repeat, others were left out, unless the list is
 * the same twice over: then the repeats are its own. What no sweep can show is an order that changes and a list that
 * repeats: it stays in doubt.
 */
const settled = ({ distinct, rows, alike }: Pick<ListingFacts, 'distinct' | 'rows' | 'alike'>): boolean =>
  distinct >= rows || alike;

/**
 * Whether all came that was declared. Exactly as many distinct rows as declared are all; more of them show that the
 * number lags behind, and that it cannot tell whether the repeats left others out.
 */
function agrees(facts: ListingFacts): boolean {
  const { declared, distinct, rows, alike } = facts;
  if (declared === null) return settled(facts);
  if (rows < declared) return false;
  return distinct === declared || (distinct > declared && settled(facts)) || alike;
}

export interface Trust {
  /** Complete, unbroken, and in agreement with the declared count: what is absent is gone. */
  trusted: boolean;
  /** The listing came to its end, so that what is absent can at least be named. */
  whole: boolean;
  problem: RunProblem | null;
  /** What a trusted listing is odd in. */
  remarks: RunProblem[];
}

/** What a listing is worth. */
export function judgeListing(facts: ListingFacts): Trust {
  const { end, declared, distinct, rows, missing } = facts;
  const figures = `${distinct} distinct rows, ${declared ?? 'no number'} declared`;
  if (end === 'broken') return { trusted: false, whole: false, problem: null, remarks: [] };
  if (end === 'endless') return doubt('listing.endless', figures, false);
  if (end === 'grown') return doubt('listing.grown', figures, false);
  // A server that answers past its end with a page it sent before has told everything it declared.
  if (end === 'repeated' && !(declared !== null && agrees(facts) && distinct > 0)) {
    return doubt('listing.page-repeated', figures, false);
  }
  if (distinct === 0) return judgeEmpty(facts);
  if (missing !== undefined) return doubt('listing.short', `${missing}; ${figures}`, true);
  if (!agrees(facts)) {
    const short = declared !== null && (distinct < declared || rows < declared);
    const repeated = `${distinct} distinct of ${rows} rows of the last of several looks`;
    return short ? doubt('listing.short', figures, true) : doubt('listing.unsettled', repeated, true);
  }
  const surplus = declared !== null && distinct > declared;
  return trustIn(surplus ? [{ code: 'listing.surplus', detail: figures }] : []);
}

/** Only a source that says itself that it has nothing may be empty; and then it is not told as harvested. */
function judgeEmpty({ declared, known, missing, changes }: ListingFacts): Trust {
  if (changes && missing === undefined && !declared) return trustIn([]);
  if (known > 0) return doubt('listing.empty', `${known} entries are known`, true);
  if (missing !== undefined) return doubt('listing.empty', missing, true);
  if (declared === 0) return trustIn([{ code: 'listing.empty', detail: 'the source declares 0 rows' }]);
  const said = declared === null ? 'no row came, and no number is declared' : `${declared} rows are declared`;
  return doubt('listing.empty', said, true);
}

const trustIn = (remarks: RunProblem[]): Trust => ({ trusted: true, whole: true, problem: null, remarks });

const doubt = (code: RunProblem['code'], detail: string, whole: boolean): Trust => ({
  trusted: false,
  whole,
  problem: { code, detail },
  remarks: [],
});

/**
 * Whether to go over the list once more: rows repeated, so that others may have been omitted, or its number moved
 * while it was listed, so that rows may have slipped from a page to come into one that was past.
 */
export function sweepAgain(
  facts: ListingFacts & { duplicate: number; sweep: number },
  guard: Pick<Guard, 'sweeps'>,
): boolean {
  if (facts.end !== 'reached' || facts.sweep >= guard.sweeps) return false;
  return !agrees(facts) && (facts.duplicate > 0 || facts.moved);
}
