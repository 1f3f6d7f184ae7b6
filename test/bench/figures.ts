/** What many measurements come to. Of the program nothing is loaded. */

/** Rows of a long source whose pace is told apart (`memory.ts`). */
export const STRETCH = 25_000;

/** The middle one, between the two middle ones where they are even. */
export function median<T>(values: T[], of: (value: T) => number): number {
  const sorted = values.map(of).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** What this share of them (0 to 1) does not exceed; 0 where there are none. */
export function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
