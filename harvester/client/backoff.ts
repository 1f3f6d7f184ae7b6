/** How long to wait before trying again: what the host asks for, else exponential backoff with full jitter. */

/** A host cannot send us away for longer than this with one header, in seconds. */
const LONGEST_REST = 24 * 3600;

/**
 * Seconds of a Retry-After header (RFC 9110 §10.2.3: seconds, or an HTTP date); undefined where it says nothing
 * readable. A date is read against the host's own `Date` header, so a wrong clock there does not matter.
 */
export function retryAfterSeconds(headers: Record<string, string>, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,12}$/.test(value)) return Math.min(Number(value), LONGEST_REST);
  if (!/^[A-Za-z]{3}/.test(value)) return undefined;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const theirs = Date.parse(headers.date ?? '');
  const seconds = Math.ceil((until - (Number.isNaN(theirs) ? now : theirs)) / 1000);
  return Math.min(Math.max(seconds, 0), LONGEST_REST);
}

export interface BackoffOptions {
  /** Ceiling of the first wait, in ms; it doubles with each further attempt. */
  baseMs: number;
  /** No wait is longer, in ms. */
  capMs: number;
}

/** Full jitter: anywhere between nothing and the ceiling of this attempt (1 is the first that failed). */
export function backoffMs(attempt: number, options: BackoffOptions, random: () => number): number {
  return random() * Math.min(options.capMs, options.baseMs * 2 ** (attempt - 1));
}
