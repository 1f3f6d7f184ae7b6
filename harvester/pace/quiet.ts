/** Quiet hours: hours of the day, China time (UTC+8, no summer time), in which a host is left alone. */
import type { Pace } from '../../config/registry/source.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHINA = 8 * HOUR;

/**
 * When the quiet in which `now` lies ends, in ms since 1970; `now` itself where it lies in none.
 * [22, 6) wraps over midnight; [5, 5) is no quiet at all; [0, 24) never ends and answers Infinity.
 */
export function quietUntil(quiet: Pace['quiet'], now: number): number {
  if (quiet === undefined) return now;
  const [from, to] = [quiet[0] * HOUR, quiet[1] * HOUR];
  if (from === to) return now;
  if (to - from >= DAY) return Number.POSITIVE_INFINITY;
  const midnight = Math.floor((now + CHINA) / DAY) * DAY - CHINA;
  const today = now - midnight;
  if (from < to) return today >= from && today < to ? midnight + to : now;
  if (today >= from) return midnight + DAY + to;
  return today < to ? midnight + to : now;
}
