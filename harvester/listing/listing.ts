/** What the pages of a listing must be while they come. */
import { hash } from 'node:crypto';
import type { ListPage } from '../../adapters/contract.ts';
import { CodedError } from '../../config/errors/errors.ts';

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
  const said = page.way === undefined ? [ids, texts] : [ids, texts, page.way];
  return hash('sha256', JSON.stringify(said), 'base64url').slice(0, 16);
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
  #empty = 0;
  #way: string | undefined;

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
    // A class without a thing is no list without an end.
    this.#empty = rows > 0 ? 0 : page.way === this.#way ? this.#empty + 1 : 1;
    this.#way = page.way;
    if (rows > 0 && this.#seen.has(fingerprint)) {
      throw new CodedError('listing.page-repeated', `page ${this.#pages} has the rows of an earlier page`);
    }
    this.#seen.add(fingerprint);
    if (page.next === null) return fingerprint;
    if (this.#empty >= 3) throw new CodedError('listing.endless', '3 empty pages that name a next page');
    if (this.#pages >= this.#maxPages) {
      throw new CodedError('listing.endless', `${this.#pages} pages and no end (guard.maxPages)`);
    }
    return fingerprint;
  }
}

/** Pages in a row without a new id; the listing goes round in circles when there are too many. */
export class BarrenWatch {
  #pages = 0;
  #rows = 0;
  #known: number;
  #way: string | undefined;

  /** `known`: distinct ids that this sweep had brought before, where it is taken up again. */
  constructor(known: number) {
    this.#known = known;
  }

  /** Throws `listing.endless`. */
  see(newIds: number, rows: number, way?: string): void {
    // Another way through the list may bring what the others brought.
    const barren = newIds === 0 && rows > 0 && way === this.#way;
    this.#way = way;
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

/** The list is not what it was when the run was left: what was listed before proves nothing of what is listed now. */
export class ListChanged extends Error {}
