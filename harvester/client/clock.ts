/** Time as the client sees it: a seam, so that waiting can be tested without waiting. */
import { CodedError } from '../../config/errors/errors.ts';

export interface Clock {
  /** Milliseconds since 1970, never running backwards. */
  now(): number;
  /** Calls back once after `ms`; returns the way to call it off. */
  after(ms: number, then: () => void): () => void;
}

/** Longest delay that a timer of Node can hold. */
export const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, Math.min(Math.max(ms, 0), LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** Why the signal stopped the work: the run's own coded reason, else `run.stopped`. */
export function stopReason(signal: AbortSignal): CodedError {
  return signal.reason instanceof CodedError
    ? signal.reason
    : new CodedError('run.stopped', 'the run was stopped', { cause: signal.reason });
}

/** `work`, or the signal's reason as soon as it stops; the work itself goes on for others who wait for it. */
export async function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) throw stopReason(signal);
  let stop = (): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(stopReason(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  let cancel = (): void => {};
  const slept = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  return unlessStopped(signal, slept).finally(cancel);
}
