/** What statistics measure besides counting, as far as an entry tells it. */
import type { Entry } from '../../normalizer/entry.ts';

/**
 * Rows of data that a resource holds by what its offers state: the most that one of them does, as they offer the same, and
 * so do an offer's distributions. Undefined where none tells.
 */
export function rowsOf(offers: Entry[]): number | undefined {
  const stated = offers.flatMap(({ volume, distributions }) =>
    volume?.rows === undefined ? distributions.flatMap(({ rows }) => rows ?? []) : [volume.rows],
  );
  return stated.length === 0 ? undefined : stated.reduce((most, rows) => Math.max(most, rows), 0);
}
