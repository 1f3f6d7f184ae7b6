/**
 * The pace of a host, shared by all runs of the process. A request takes a turn before it is sent and gives it
 * back when it has been answered; runs that wait for the same host take turns one by one, whatever the length of
 * their queues. Where runs disagree about a host, the most careful one counts.
 */
import { CodedError } from '../../config/errors/errors.ts';
import type { Pace } from '../../config/registry/source.ts';
import { type Clock, stopReason } from '../client/clock.ts';
import { quietUntil } from './quiet.ts';

/** A run that has not asked for so long does not hold the others to its pace any more. */
const LANE_KEPT_MS = 60_000;

interface Waiter {
  go: () => void;
  fail: (error: CodedError) => void;
}

interface Lane {
  pace: Pace;
  waiting: Waiter[];
  active: number;
  usedAt: number;
}

/** What a request asks of its host's pace, whoever keeps it. */
export interface PaceOfHost {
  take(run: object, pace: Pace, signal: AbortSignal): Promise<void>;
  give(run: object): void;
  rest(ms: number): void;
  crawlDelay(seconds: number | undefined): void;
}

/** By host and port, as `URL.host` writes them. */
export interface PaceBook {
  of(host: string): PaceOfHost;
}

export class HostPace implements PaceOfHost {
  readonly host: string;
  readonly #clock: Clock;
  readonly #longestRestMs: number;
  /** In the order of their next turns. */
  readonly #lanes = new Map<object, Lane>();
  #waiting = 0;
  #active = 0;
  #nextAt = 0;
  #restUntil = 0;
  #crawlDelayMs = 0;
  #cancelTimer: (() => void) | null = null;
  #forgetAt = 0;
  #intervalMs = 0;
  #concurrency = 1;

  constructor(host: string, clock: Clock, longestRestMs: number) {
    this.host = host;
    this.#clock = clock;
    this.#longestRestMs = longestRestMs;
  }

  /** What the runs here agree on. */
  get agreed(): { intervalMs: number; concurrency: number } {
    return { intervalMs: this.#intervalMs, concurrency: this.#concurrency };
  }

  /** Nothing to remember: it may be forgotten. */
  get idle(): boolean {
    const now = this.#clock.now();
    return this.#waiting + this.#active === 0 && this.#restUntil <= now && this.#nextAt <= now;
  }

  /**
   * Waits for a turn. Throws the signal's reason as soon as it stops, and `source.throttled` where the host asked
   * for a rest longer than a run should wait.
   */
  async take(run: object, pace: Pace, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw stopReason(signal);
    const now = this.#clock.now();
    if (now >= this.#forgetAt) this.#forget(now);
    const lane = this.#lane(run, pace, now);
    if (this.#waiting === 0 && this.#active < this.#concurrency && this.#readyAt(now) <= now) {
      this.#start(lane, now);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        const at = lane.waiting.indexOf(waiter);
        if (at < 0) return;
        lane.waiting.splice(at, 1);
        this.#waiting--;
        reject(stopReason(signal));
      };
      const waiter: Waiter = {
        go: () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
        fail: (error) => {
          signal.removeEventListener('abort', stop);
          reject(error);
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      lane.waiting.push(waiter);
      this.#waiting++;
      this.#pump();
    });
  }

  /** Gives the turn back. */
  give(run: object): void {
    this.#active--;
    const lane = this.#lanes.get(run);
    if (lane !== undefined) {
      lane.active--;
      lane.usedAt = this.#clock.now();
    }
    if (this.#waiting > 0) this.#pump();
  }

  /** Nobody asks the host again before `ms` from now. */
  rest(ms: number): void {
    this.#restUntil = Math.max(this.#restUntil, this.#clock.now() + ms);
    if (this.#waiting > 0) this.#pump();
  }

  /** The least distance of two requests that robots.txt asks for, in seconds. */
  crawlDelay(seconds: number | undefined): void {
    const valid = seconds !== undefined && Number.isFinite(seconds) && seconds > 0;
    const ms = valid ? seconds * 1000 : 0;
    if (ms === this.#crawlDelayMs) return;
    this.#crawlDelayMs = ms;
    this.#agree();
  }

  #lane(run: object, pace: Pace, now: number): Lane {
    const known = this.#lanes.get(run);
    if (known !== undefined) {
      known.usedAt = now;
      if (known.pace !== pace) {
        known.pace = pace;
        this.#agree();
      }
      return known;
    }
    const lane: Lane = { pace, waiting: [], active: 0, usedAt: now };
    this.#lanes.set(run, lane);
    this.#agree();
    return lane;
  }

  /** Lets go of runs that have ended: nobody says so, they just ask no more. */
  #forget(now: number): void {
    this.#forgetAt = now + LANE_KEPT_MS;
    for (const [run, lane] of this.#lanes) {
      if (lane.active + lane.waiting.length === 0 && lane.usedAt < now - LANE_KEPT_MS)
        this.#lanes.delete(run);
    }
    this.#agree();
  }

  #agree(): void {
    this.#intervalMs = this.#crawlDelayMs;
    this.#concurrency = Number.POSITIVE_INFINITY;
    for (const { pace } of this.#lanes.values()) {
      if (pace.perSecond !== null) this.#intervalMs = Math.max(this.#intervalMs, 1000 / pace.perSecond);
      this.#concurrency = Math.min(this.#concurrency, pace.concurrency);
    }
  }

  #readyAt(now: number): number {
    let at = Math.max(this.#restUntil, this.#nextAt);
    for (const { pace } of this.#lanes.values()) {
      if (pace.quiet !== undefined) at = Math.max(at, quietUntil(pace.quiet, now));
    }
    return at;
  }

  #start(lane: Lane, now: number): void {
    this.#active++;
    lane.active++;
    this.#nextAt = now + this.#intervalMs;
  }

  #pump(): void {
    const now = this.#clock.now();
    if (this.#restUntil - now > this.#longestRestMs) this.#sendAway(this.#restUntil - now);
    while (this.#waiting > 0 && this.#active < this.#concurrency) {
      const at = this.#readyAt(now);
      if (at > now) {
        this.#cancelTimer?.();
        this.#cancelTimer = this.#clock.after(at - now, () => {
          this.#cancelTimer = null;
          this.#pump();
        });
        return;
      }
      for (const [run, lane] of this.#lanes) {
        const waiter = lane.waiting.shift();
        if (waiter === undefined) continue;
        this.#lanes.delete(run);
        this.#lanes.set(run, lane);
        this.#waiting--;
        this.#start(lane, now);
        waiter.go();
        break;
      }
    }
  }

  #sendAway(restMs: number): void {
    for (const lane of this.#lanes.values()) {
      for (const waiter of lane.waiting.splice(0)) {
        this.#waiting--;
        waiter.fail(restTooLong(this.host, restMs));
      }
    }
  }
}

export function restTooLong(host: string, restMs: number): CodedError {
  const seconds = Math.ceil(restMs / 1000);
  return new CodedError('source.throttled', `${host} asks to be left alone for ${seconds} s`, {
    retryAfter: seconds,
    hint: 'run the source again after that time; if this is usual, lower harvest.pace',
  });
}

/** All hosts' paces. */
export class Paces implements PaceBook {
  readonly #hosts = new Map<string, HostPace>();
  readonly #clock: Clock;
  readonly #longestRestMs: number;

  constructor(clock: Clock, longestRestMs: number) {
    this.#clock = clock;
    this.#longestRestMs = longestRestMs;
  }

  of(host: string): HostPace {
    let pace = this.#hosts.get(host);
    if (pace === undefined) {
      if (this.#hosts.size >= 4096) {
        for (const [name, old] of this.#hosts) if (old.idle) this.#hosts.delete(name);
      }
      pace = new HostPace(host, this.#clock, this.#longestRestMs);
      this.#hosts.set(host, pace);
    }
    return pace;
  }
}
