/** Whether a failed request is tried again, and when: the table of errors decides, within the run's budget. */
import { CodedError } from '../../config/errors/errors.ts';
import { backoffMs } from './backoff.ts';

export interface RetryOptions {
  /** Further attempts that one request gets. */
  perRequest: number;
  /** Further attempts that all requests of a run get together: a dying host must not cost hours. */
  perRun: number;
  /** Ceiling of the first wait, in ms; doubled each time. */
  baseMs: number;
  /** No backoff is longer, in ms. */
  capMs: number;
  /** A host that asks for a longer rest than this ends the request instead, in ms. */
  longestRestMs: number;
}

export const RETRY_DEFAULTS: RetryOptions = {
  perRequest: 3,
  perRun: 300,
  baseMs: 1000,
  capMs: 60_000,
  longestRestMs: 15 * 60_000,
};

export class RunRetries {
  readonly #options: RetryOptions;
  readonly #random: () => number;
  #left: number;

  constructor(options: RetryOptions, random: () => number) {
    this.#options = options;
    this.#random = random;
    this.#left = options.perRun;
  }

  /** Ms to wait before the next attempt, `attempt` (from 1) having failed. Throws the error where it is the last word. */
  delay(error: CodedError, attempt: number): number {
    const { retry } = error.rule;
    if (retry === 'never') throw error;
    const rest = (error.retryAfter ?? 0) * 1000;
    if (rest > this.#options.longestRestMs) throw error;
    if (attempt > (retry === 'now' ? 1 : this.#options.perRequest)) {
      throw attempt === 1 ? error : spent(error, `tried ${attempt} times`);
    }
    if (this.#left <= 0) throw spent(error, `the run's ${this.#options.perRun} retries are used up`);
    this.#left--;
    if (retry === 'now') return 0;
    return Math.max(rest, backoffMs(attempt, this.#options, this.#random));
  }
}

function spent(error: CodedError, why: string): CodedError {
  return new CodedError(error.code, `${error.detail} (${why})`, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    cause: error,
  });
}
