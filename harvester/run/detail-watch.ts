/** Details that fail in a row: when a run stops asking a source that does not give any. */
import type { ListedRow } from '../../adapters/contract.ts';
import { CodedError, type ErrorCode } from '../../config/errors/errors.ts';
import type { Outcome } from './outcome.ts';

/** Details that fail in a row by the source's fault before the run is given up. */
export const FAULTS_IN_A_ROW = 8;
/** Details that fail in a row whatever the reason, before one that is known to be good is asked for. */
export const FAILURES_IN_A_ROW = 48;

export class DetailWatch {
  readonly #answers: (row: ListedRow) => Promise<boolean>;
  #faults = 0;
  #failures = new Map<ErrorCode, number>();
  #last = '';
  #good: ListedRow | null = null;

  /** `answers`: whether the detail of a row can be had and read. */
  constructor(answers: (row: ListedRow) => Promise<boolean>) {
    this.#answers = answers;
  }

  /**
   * Takes in what became of a row, null where it had no id. Throws the source's own fault after a few of them, and
   * `source.shape-changed` where details fail in dozens and one that was good before fails too, or none ever was.
   */
  async see(outcome: Outcome, row: ListedRow | null): Promise<void> {
    if (row === null || row.complete || outcome.is === 'duplicate') return;
    if (outcome.is !== 'rejected') {
      // An unchanged row's detail was good when it was asked for.
      if (outcome.is === 'unchanged' || outcome.detailed) this.#good = row;
      if (outcome.detailed) this.#reset();
      return;
    }
    const { code, detail, fault } = outcome;
    if (fault !== undefined) this.#faults += 1;
    if (fault !== undefined && this.#faults >= FAULTS_IN_A_ROW) throw fault;
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1);
    this.#last = detail;
    await this.#giveUpWhereAllFail();
  }

  async #giveUpWhereAllFail(): Promise<void> {
    const failures = [...this.#failures.values()].reduce((sum, count) => sum + count, 0);
    if (failures < FAILURES_IN_A_ROW) return;
    // Many dead details in a row are many records' fault as long as others answer.
    if (this.#good !== null && (await this.#answers(this.#good))) return this.#reset();
    const kinds = [...this.#failures].map(([code, count]) => `${code} ${count}`).join(', ');
    throw new CodedError(
      'source.shape-changed',
      `${failures} details in a row failed (${kinds}); the last: ${this.#last}`,
    );
  }

  #reset(): void {
    this.#faults = 0;
    this.#failures = new Map();
  }
}
