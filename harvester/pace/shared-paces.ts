/**
 * The paces of a process that is one of many: a request waits its turn here first, as among the runs of this
 * process, then passes the host's gate, as among all. One request a host stands at the gate at a time.
 */
import { randomUUID } from 'node:crypto';
import type { Pace } from '../../config/registry/source.ts';
import { type Clock, sleep, stopReason, unlessStopped } from '../client/clock.ts';
import { type HostPace, type PaceBook, type PaceOfHost, type Paces, restTooLong } from './pace.ts';
import type { Gates } from './port.ts';

export interface SharedPacesOptions {
  own: Paces;
  gates: Gates;
  clock: Clock;
  /** A rest longer than this is not waited for, in ms. */
  longestRestMs: number;
}

const MOST_HOSTS = 4096;

export class SharedPaces implements PaceBook {
  readonly #options: SharedPacesOptions;
  readonly #hosts = new Map<string, SharedPace>();

  constructor(options: SharedPacesOptions) {
    this.#options = options;
  }

  of(host: string): PaceOfHost {
    let pace = this.#hosts.get(host);
    if (pace === undefined) {
      if (this.#hosts.size >= MOST_HOSTS) {
        for (const [name, old] of this.#hosts) if (old.idle) this.#hosts.delete(name);
      }
      pace = new SharedPace(host, this.#options);
      this.#hosts.set(host, pace);
    }
    return pace;
  }
}

class SharedPace implements PaceOfHost {
  readonly #host: string;
  readonly #options: SharedPacesOptions;
  readonly #own: HostPace;
  /** Of the requests under way; any of them is as good as another. */
  readonly #passes: string[] = [];
  #standing: Promise<unknown> = Promise.resolve();

  constructor(host: string, options: SharedPacesOptions) {
    this.#host = host;
    this.#options = options;
    this.#own = options.own.of(host);
  }

  get idle(): boolean {
    return this.#passes.length === 0 && this.#own.idle;
  }

  async take(run: object, pace: Pace, signal: AbortSignal): Promise<void> {
    await this.#own.take(run, pace, signal);
    const passing = this.#standing.then(() => this.#pass(signal));
    this.#standing = passing.catch(() => undefined);
    try {
      this.#passes.push(await unlessStopped(signal, passing));
    } catch (error) {
      // Who is stopped in the very moment may have passed all the same.
      passing.then(
        (pass) => this.#options.gates.leave(this.#host, pass),
        () => undefined,
      );
      this.#own.give(run);
      throw error;
    }
  }

  /** Throws the signal's reason, and `source.throttled` where the host wants a rest that is too long. */
  async #pass(signal: AbortSignal): Promise<string> {
    const { gates, clock, longestRestMs } = this.#options;
    const pass = randomUUID();
    for (;;) {
      if (signal.aborted) throw stopReason(signal);
      const entering = gates.enter(this.#host, pass, this.#own.agreed);
      // Or while the gate is asked.
      const passage = await unlessStopped(signal, entering).catch((error: unknown) => {
        entering.then(
          ({ passed }) => passed && gates.leave(this.#host, pass),
          () => undefined,
        );
        throw error;
      });
      if (passage.passed) return pass;
      if (passage.resting && passage.waitMs > longestRestMs) throw restTooLong(this.#host, passage.waitMs);
      await sleep(clock, passage.waitMs, signal);
    }
  }

  give(run: object): void {
    const pass = this.#passes.pop();
    if (pass !== undefined) this.#options.gates.leave(this.#host, pass);
    this.#own.give(run);
  }

  rest(ms: number): void {
    this.#options.gates.rest(this.#host, ms);
    this.#own.rest(ms);
  }

  crawlDelay(seconds: number | undefined): void {
    this.#own.crawlDelay(seconds);
  }
}
