/** When a message that was not taken is tried again. Pure. */
const MINUTE = 60_000;
const LONGEST = 6 * 60 * MINUTE;
/** Attempts after which it is given up: the last one comes about a day behind the first. */
export const MOST_TRIES = 12;

/**
 * Milliseconds to wait after so many attempts; at least `after`, which the receiver asked for, up to the longest. `random`:
 * 0–1; many that failed together do not come back together.
 */
export function waitAfter(tries: number, after: number, random: number): number {
  const longest = Math.min(LONGEST, MINUTE * 2 ** (tries - 1));
  return Math.max(Math.min(after, LONGEST), Math.round(longest * (0.5 + random / 2)));
}
