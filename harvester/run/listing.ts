/** Trust in a listing: what its pages must be while they come, and what it is worth once it is over. */
import { hash } from 'node:crypto';
import type { ListPage } from '../../adapters/contract.ts';
import { CodedError } from '../../config/errors.ts';
import type { Guard } from '../../config/source.ts';
import type { RunProblem } from '../../index/operations.ts';

/**
 * A first sweep counts as endless after so many pages in a row without a new id, and so many rows on them for each
 * id that is known: a circle has been gone round by then. Shanghai's list brings every id once more before it goes
 * on to the other half of its catalogue.
 */
const BARREN_PAGES = 50;
const BARREN_ROWS_PER_ID = 2;
/** Page fingerprints that a checkpoint carries: the first and the newest, so that it stays small. */
const KEPT_FIRST = 8;
const KEPT_NEWEST = 56;

export function pageFingerprint(page: ListPage): string {
  const ids = page.rows.map((row) => row.id);
  const texts = page.unlistable.map((row) => row.text);
  return hash('sha256', JSON.stringify([ids, texts]), 'base64url').slice(0, 16);
}

/** Of all pages so far, from that of the pages before the newest. */
export const pageAfterPage = (before: string, fingerprint: string): string =>
  hash('sha256', before + fingerprint, 'base64url').slice(0, 16);

/**
 * The fingerprints that are worth keeping, as of now: a server repeats its first page, its last, or a short cycle. A
 * list of their own: what is written a moment later must not know pages that came meanwhile.
 */
export const keptFingerprints = (pages: string[]): string[] =>
  pages.length <= KEPT_FIRST + KEPT_NEWEST
    ? [...pages]
    : [...pages.slice(0, KEPT_FIRST), ...pages.slice(-KEPT_NEWEST)];

/** Watches the pages of one sweep as they come, before they cost a detail. */
export class PageWatch {
  readonly #seen: Set<string>;
  readonly #maxPages: number;
  #pages: number;
  #rows = 0;
  #empty = 0;

  constructor(maxPages: number, seenBefore: string[]) {
    this.#maxPages = maxPages;
    this.#seen = new Set(seenBefore);
    this.#pages = seenBefore.length;
  }

  /** The page's fingerprint. Throws `listing.page-repeated`, `listing.endless`. */
  see(page: ListPage): string {
    const fingerprint = pageFingerprint(page);
    const rows = page.rows.length + page.unlistable.length;
    this.#pages += 1;
    this.#rows += rows;
    this.#empty = rows === 0 ? this.#empty + 1 : 0;
    if (rows > 0 && this.#seen.has(fingerprint)) {
      throw new CodedError('listing.page-repeated', `page ${this.#pages} has the rows of an earlier page`);
    }
    this.#seen.add(fingerprint);
    if (page.next === null) return fingerprint;
    if (this.#empty >= 3) throw new CodedError('listing.endless', '3 empty pages that name a next page');
    if (this.#pages >= this.#maxPages) {
      throw new CodedError('listing.endless', `${this.#pages} pages and no end (guard.maxPages)`);
    }
    if (page.declared !== undefined && page.declared > 0 && this.#rows > 2 * page.declared + 200) {
      throw new CodedError(
        'listing.endless',
        `${this.#rows} rows and no end, where ${page.declared} are declared`,
      );
    }
    return fingerprint;
  }
}

/** Pages in a row without a new id; the listing goes round in circles when there are too many. */
export class BarrenWatch {
  #pages = 0;
  #rows = 0;
  #known: number;

  /** `known`: distinct ids that this sweep had brought before, where it is taken up again. */
  constructor(known: number) {
    this.#known = known;
  }

  /** Throws `listing.endless`. */
  see(newIds: number, rows: number): void {
    const barren = newIds === 0 && rows > 0;
    this.#known += newIds;
    this.#pages = barren ? this.#pages + 1 : 0;
    this.#rows = barren ? this.#rows + rows : 0;
    if (this.#pages >= BARREN_PAGES && this.#rows > BARREN_ROWS_PER_ID * this.#known) {
      throw new CodedError(
        'listing.endless',
        `${this.#pages} pages in a row without a new record, ${this.#known} known`,
      );
    }
  }
}

/** How a listing ended: at its end, at a page seen before, at a limit, or by an error or a stop. */
export type ListingEnd = 'reached' | 'repeated' | 'endless' | 'broken';

export interface ListingFacts {
  end: ListingEnd;
  declared: number | null;
  /** Rows with an id of their own, rejected ones among them. */
  distinct: number;
  /** Rows of the last sweep, repeats included. */
  rows: number;
  /** The list was gone over twice and was the same, page by page. */
  alike: boolean;
  /** Living entries of the source before the run. */
  known: number;
}

/**
 * Whether all came that was declared. A list that is the same twice over leaves nothing out by its order: where
 * it repeats rows, the repeats are its own and are in its count.
 */
const agrees = ({ declared, distinct, rows, alike }: Omit<ListingFacts, 'end' | 'known'>): boolean =>
  declared !== null && (distinct >= declared || (alike && rows >= declared));

export interface Trust {
  /** Complete, unbroken, and in agreement with the declared count: what is absent is gone. */
  trusted: boolean;
  /** The listing came to its end, so that what is absent can at least be named. */
  whole: boolean;
  problem: RunProblem | null;
}

/** What a listing is worth. Pure. */
export function judgeListing(facts: ListingFacts): Trust {
  const { end, declared, distinct, known } = facts;
  const figures = `${distinct} distinct rows, ${declared ?? 'no number'} declared`;
  if (end === 'broken') return { trusted: false, whole: false, problem: null };
  if (end === 'endless') return doubt('listing.endless', figures, false);
  // A server that answers past its end with a page it sent before has told everything it declared.
  if (end === 'repeated' && !(agrees(facts) && distinct > 0)) {
    return doubt('listing.page-repeated', figures, false);
  }
  if (distinct === 0 && known > 0) return doubt('listing.empty', `${known} entries are known`, true);
  if (declared !== null && !agrees(facts)) return doubt('listing.short', figures, true);
  return { trusted: true, whole: true, problem: null };
}

const doubt = (code: RunProblem['code'], detail: string, whole: boolean): Trust => ({
  trusted: false,
  whole,
  problem: { code, detail },
});

/**
 * Whether to go over the list once more: it repeated rows, so that it may have omitted others, and fewer came than
 * were declared. Pure.
 */
export function sweepAgain(
  facts: ListingFacts & { duplicate: number; sweep: number },
  guard: Pick<Guard, 'sweeps'>,
): boolean {
  const short = facts.declared !== null && !agrees(facts);
  return facts.end === 'reached' && short && facts.duplicate > 0 && facts.sweep < guard.sweeps;
}
