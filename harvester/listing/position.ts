/** The way through one sweep, page by page and row by row, as a checkpoint keeps it. */
import type { ListPage } from '../../adapters/contract.ts';
import type { Cursor } from '../../config/record.ts';
import type { Checkpoint } from '../../index/operations.ts';
import { keptFingerprints, pageAfterPage } from './listing.ts';

type Kept = Omit<Checkpoint, 'batch' | 'abandoned' | 'rotated'>;
type Paged = Pick<ListPage, 'next' | 'declared' | 'missing'> & { rows: unknown[]; unlistable: unknown[] };

/** Where a list is gone on with, and how it is known to be the same list still. */
export interface Continuation {
  cursor: Cursor | null;
  /** The page there, which is in already; null where the list is begun at its start. */
  page: { fingerprint: string; declared: { least: number; most: number } | undefined } | null;
}

export class Position {
  readonly sweep: number;
  readonly #pages: string[];
  readonly #fixed: Pick<Kept, 'printBefore' | 'restarts'>;
  #cursor: Cursor | null;
  #at: Cursor | null | undefined;
  #partial: { page: string; rows: number } | undefined;
  #print: string;
  #rows: number;
  #declared: { least: number; most: number } | undefined;
  #missing: string | undefined;
  #unmarked: NonNullable<Kept['unmarked']>;

  constructor(left: Checkpoint) {
    const { printBefore, restarts } = left;
    this.sweep = left.sweep;
    this.#pages = [...left.pages];
    this.#fixed = { ...(printBefore !== undefined && { printBefore }), ...(restarts && { restarts }) };
    this.#cursor = left.cursor;
    this.#at = left.at;
    this.#partial = left.partial;
    this.#print = left.print ?? '';
    this.#rows = left.rows ?? 0;
    this.#declared = left.declared;
    this.#missing = left.missing;
    this.#unmarked = left.unmarked ?? { count: 0, seen: 0, unnamed: 0 };
  }

  get pages(): readonly string[] {
    return this.#pages;
  }

  /** The newest finished page is asked for again where there is one: only it can show that the list has moved. */
  get continuation(): Continuation {
    const fingerprint = this.#pages.at(-1);
    if (fingerprint === undefined || this.#at === undefined) return { cursor: this.#cursor, page: null };
    return { cursor: this.#at, page: { fingerprint, declared: this.#declared } };
  }

  /** Rows of this page that are in already, from before a crash. */
  rowsIn(fingerprint: string): number {
    return this.#partial?.page === fingerprint ? this.#partial.rows : 0;
  }

  row(fingerprint: string, rows: number): void {
    this.#partial = { page: fingerprint, rows };
  }

  /**
   * Counts a row that leaves no mark; returns whether an earlier sweep had it, by their number. `known`: it is told
   * which entry it would be.
   */
  unmarked(known: boolean): boolean {
    const { count, seen, unnamed } = this.#unmarked;
    const again = seen < count;
    this.#unmarked = {
      count: again ? count : seen + 1,
      seen: seen + 1,
      unnamed: again || known ? unnamed : unnamed + 1,
    };
    return again;
  }

  /** The most rows that this sweep's pages declared so far. */
  declare(rows: number): number {
    const { least, most } = this.#declared ?? { least: rows, most: rows };
    this.#declared = { least: Math.min(least, rows), most: Math.max(most, rows) };
    return this.#declared.most;
  }

  pageDone(fingerprint: string, page: Paged): void {
    this.#partial = undefined;
    this.#pages.push(fingerprint);
    this.#print = pageAfterPage(this.#print, fingerprint);
    this.#rows += page.rows.length + page.unlistable.length;
    if (page.missing !== undefined) this.#missing = page.missing;
    this.#at = this.#cursor;
    this.#cursor = page.next;
  }

  get checkpoint(): Kept {
    return {
      ...this.#fixed,
      cursor: this.#cursor,
      sweep: this.sweep,
      pages: keptFingerprints(this.#pages),
      rows: this.#rows,
      ...(this.#at !== undefined && { at: this.#at }),
      ...(this.#partial && { partial: this.#partial }),
      ...(this.#print !== '' && { print: this.#print }),
      ...(this.#declared && { declared: this.#declared }),
      ...(this.#missing !== undefined && { missing: this.#missing }),
      ...(this.#unmarked.count > 0 && { unmarked: this.#unmarked }),
    };
  }
}
