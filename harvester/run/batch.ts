/**
 * Outcomes gathered into batches and written in their order, one write at a time: fetching goes on while a batch
 * is written, and waits when the next one is full as well. Only what is in a committed batch counts: the run's
 * ledger and checkpoint always speak of the same rows.
 */
import type { Checkpoint, Ledger, Rejection, Run } from '../../index/operations.ts';
import type { Batch, Catalogue } from '../../index/port.ts';
import type { WriteFailure } from '../../index/stored.ts';
import { copyLedger, countRejection, rejectedIn } from './ledger.ts';
import type { Outcome } from './outcome.ts';

export interface BatchLimits {
  /** Entries written in one batch. */
  puts: number;
  /** Rows in one batch, unchanged ones included. */
  rows: number;
  /** Characters of raw text in one batch, so that pages of large records stay small in memory. */
  characters: number;
  /** Milliseconds that an outcome waits at most for its batch, while others come. */
  milliseconds: number;
}

export const BATCH_LIMITS: BatchLimits = {
  puts: 500,
  rows: 5_000,
  characters: 8_000_000,
  milliseconds: 2_000,
};

type Refusal = Omit<Rejection, 'run' | 'sequence'>;
type Position = Omit<Checkpoint, 'batch' | 'abandoned' | 'rotated'>;
type Open = Pick<Batch, 'puts' | 'touches' | 'listed'> & {
  refusals: Refusal[];
  added: Set<string>;
  /** Ids whose first row is in this batch. */
  first: string[];
  rows: number;
  characters: number;
  since: number;
};

const open = (): Open => ({
  puts: [],
  touches: [],
  listed: [],
  refusals: [],
  added: new Set(),
  first: [],
  rows: 0,
  characters: 0,
  since: 0,
});

export interface BatchOptions {
  run: Run;
  region: string;
  catalogue: Pick<Catalogue, 'write' | 'saveRun'>;
  limits: BatchLimits;
  clock: () => number;
  /** After each commit, with the run as committed. */
  committed: () => void;
}

export class Batches {
  readonly #options: BatchOptions;
  /** Rows whose batch is not committed yet: the catalogue does not know of them. */
  readonly #pending = new Set<string>();
  /** Running ledger, ahead of the run's own by what is not committed. */
  readonly #ledger: Ledger;
  #open = open();
  #batch: number;
  #rotated: number;
  #writing: Promise<void> = Promise.resolve();
  #saving = false;
  #failure: { error: unknown } | null = null;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#ledger = copyLedger(options.run.ledger);
    this.#batch = options.run.checkpoint?.batch ?? 0;
    this.#rotated = options.run.checkpoint?.rotated ?? 0;
  }

  /** The ledger with everything added so far. */
  get ledger(): Readonly<Ledger> {
    return this.#ledger;
  }

  /** Says that an id's first row is on its way, so that a repeat is known before the catalogue can tell. */
  expect(id: string): void {
    this.#pending.add(id);
  }

  isPending(id: string): boolean {
    return this.#pending.has(id);
  }

  declare(total: number): void {
    this.#ledger.declared = total;
  }

  add(outcome: Outcome): void {
    const batch = this.#open;
    const ledger = this.#ledger;
    if (batch.rows === 0) batch.since = this.#options.clock();
    batch.rows += 1;
    ledger.listed += 1;
    if (outcome.detailed) ledger.detailed += 1;
    if (outcome.rotated) this.#rotated += 1;
    if (outcome.is === 'rejected') {
      const { id, code, detail, excerpt } = outcome;
      countRejection(ledger, code);
      batch.refusals.push({ localId: id, code, detail, excerpt });
    } else {
      ledger[outcome.is] += 1;
    }
    if (outcome.is === 'unchanged' && outcome.touch) batch.touches.push(outcome.touch);
    if ((outcome.is === 'added' || outcome.is === 'updated') && outcome.put) {
      batch.puts.push(outcome.put);
      if (outcome.is === 'added') batch.added.add(outcome.put.entry.localId);
      for (const part of outcome.put.raw.parts) batch.characters += part.text.length;
    }
    if (outcome.id === null || outcome.is === 'duplicate') return;
    batch.first.push(outcome.id);
    // What its source marks as deleted is listed, and must not count as there.
    const withdrawn = outcome.is === 'rejected' && outcome.code === 'record.withdrawn';
    if (!withdrawn) batch.listed.push(outcome.id);
  }

  /** Commits where the batch is full or has waited long enough. Throws what an earlier write failed with. */
  async settle(position: () => Position): Promise<void> {
    const { puts, rows, characters, since } = this.#open;
    const { limits, clock } = this.#options;
    const full = puts.length >= limits.puts || rows >= limits.rows || characters >= limits.characters;
    if (full || (rows > 0 && clock() - since >= limits.milliseconds)) await this.commit(position());
  }

  /** Hands the open batch over to be written, once the write before it is through. */
  async commit(position: Position): Promise<void> {
    await this.#writing;
    if (this.#failure !== null) throw this.#failure.error;
    const batch = this.#open;
    this.#open = open();
    this.#batch += 1;
    const { abandoned, idle } = this.#options.run.checkpoint ?? {};
    const further = position.partial !== undefined || position.pages.length > 0;
    const checkpoint: Checkpoint = {
      ...position,
      batch: this.#batch,
      ...(abandoned && { abandoned }),
      ...(idle && !further && { idle }),
      ...(this.#rotated > 0 && { rotated: this.#rotated }),
    };
    const ledger = copyLedger(this.#ledger);
    ledger.indexed = ledger.indexedBefore + ledger.added;
    this.#next(() => this.#write(batch, checkpoint, ledger));
  }

  /** Resolves when everything handed over is in. Throws what a write failed with. */
  async drain(): Promise<void> {
    await this.#writing;
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** Saves the run between batches, so that it never overtakes one; once, however long it waits for its turn. */
  save(): void {
    if (this.#saving) return;
    this.#saving = true;
    this.#next(() => {
      this.#saving = false;
      return this.#options.catalogue.saveRun(this.#options.run);
    });
  }

  #next(task: () => Promise<void>): void {
    this.#writing = this.#writing.then(task).catch((error: unknown) => {
      this.#failure ??= { error };
    });
  }

  async #write(batch: Open, checkpoint: Checkpoint, ledger: Ledger): Promise<void> {
    const { run, region, catalogue, clock, committed } = this.#options;
    const at = new Date(clock()).toISOString();
    const dry = run.dryRun;
    const first = rejectedIn(run.ledger) + 1;
    const { source, id, resumed } = run;
    const common = { source, region, run: id, resumed, at, checkpoint, ledger };
    const failures = await catalogue.write({
      ...common,
      puts: dry ? [] : batch.puts,
      touches: dry ? [] : batch.touches,
      listed: batch.listed,
      rejections: numbered(run.id, first, batch.refusals),
    });
    if (failures.length > 0) {
      // The ledger that went in with the batch took these for written.
      for (const failure of failures) this.#correct(failure, batch.added.has(failure.localId), ledger);
      const refusals = failures.map(({ localId, code, detail }) => ({ localId, code, detail, excerpt: '' }));
      const rejections = numbered(run.id, first + batch.refusals.length, refusals);
      await catalogue.write({ ...common, puts: [], touches: [], listed: [], rejections });
    }
    for (const id of batch.first) this.#pending.delete(id);
    run.ledger = ledger;
    run.checkpoint = checkpoint;
    run.heartbeatAt = at;
    committed();
  }

  #correct({ code }: WriteFailure, wasAdded: boolean, written: Ledger): void {
    for (const ledger of [written, this.#ledger]) {
      ledger[wasAdded ? 'added' : 'updated'] -= 1;
      countRejection(ledger, code);
    }
    written.indexed = written.indexedBefore + written.added;
  }
}

const numbered = (run: string, first: number, refusals: Refusal[]): Rejection[] =>
  refusals.map((refusal, index) => ({ run, sequence: first + index, ...refusal }));
