/** Where a run goes on: from a crash, a deadline or a stop, without counting anything twice. Pure. */
import type { ListPage } from '../../adapters/contract.ts';
import type { Cursor } from '../../config/record.ts';
import type { Checkpoint, Run } from '../../index/operations.ts';
import { keptFingerprints, pageAfterPage } from './listing.ts';

/** A worker that dies on a run each time must not be given it for ever. */
export const MOST_RESUMPTIONS = 20;

/** The run as it is taken up again. A batch that was under way when it was left counts as never written. */
export function takenUp(run: Run, at: string): Run {
  const left = run.checkpoint ?? startOfSweep(0, 0);
  const abandoned = [...(left.abandoned ?? []), left.batch + 1];
  return {
    ...run,
    status: 'running',
    endedAt: null,
    problems: [],
    heartbeatAt: at,
    resumed: run.resumed + 1,
    checkpoint: { ...left, batch: left.batch + 1, abandoned },
  };
}

export const startOfSweep = (sweep: number, batch: number): Checkpoint => ({
  cursor: null,
  batch,
  sweep,
  pages: [],
});

/** The start of one more sweep, to be held against the one that is over. */
export function nextSweep({ sweep, print }: Checkpoint): Checkpoint {
  return { ...startOfSweep(sweep + 1, 0), ...(print !== undefined && { printBefore: print }) };
}

/** Two sweeps in a row were the same, page by page. */
export const sweepsAlike = ({ print, printBefore }: Checkpoint): boolean =>
  print !== undefined && print === printBefore;

/** The sweep's last page is in: there is no page to go on with. */
export const sweepEnded = ({ cursor, pages, partial }: Checkpoint): boolean =>
  cursor === null && partial === undefined && pages.length > 0;

/** Whether a listing mark of this batch counts. */
export const markCounts = (batch: number | undefined, checkpoint: Checkpoint | null): boolean =>
  batch !== undefined && !checkpoint?.abandoned?.includes(batch);

/** The way through one sweep, page by page and row by row. */
export class Position {
  readonly sweep: number;
  readonly #pages: string[];
  #cursor: Cursor | null;
  #partial: { page: string; rows: number } | undefined;
  #print: string;
  readonly #printBefore: string | undefined;

  constructor({ cursor, sweep, pages, partial, print = '', printBefore }: Checkpoint) {
    this.sweep = sweep;
    this.#pages = [...pages];
    this.#cursor = cursor;
    this.#partial = partial;
    this.#print = print;
    this.#printBefore = printBefore;
  }

  get pages(): readonly string[] {
    return this.#pages;
  }

  /** Rows of this page that are in already, from before a crash. */
  rowsIn(fingerprint: string): number {
    return this.#partial?.page === fingerprint ? this.#partial.rows : 0;
  }

  row(fingerprint: string, rows: number): void {
    this.#partial = { page: fingerprint, rows };
  }

  pageDone(fingerprint: string, page: Pick<ListPage, 'next'>): void {
    this.#partial = undefined;
    this.#pages.push(fingerprint);
    this.#print = pageAfterPage(this.#print, fingerprint);
    this.#cursor = page.next;
  }

  get checkpoint(): Omit<Checkpoint, 'batch' | 'abandoned' | 'rotated'> {
    return {
      cursor: this.#cursor,
      sweep: this.sweep,
      pages: keptFingerprints(this.#pages),
      ...(this.#partial && { partial: this.#partial }),
      ...(this.#print !== '' && { print: this.#print }),
      ...(this.#printBefore !== undefined && { printBefore: this.#printBefore }),
    };
  }
}
