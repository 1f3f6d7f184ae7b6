/** What entries are put in order by: the same values in every engine. */
import { hash } from 'node:crypto';
import { fold } from './analysis/fold.ts';
import type { Facet } from './query.ts';

/** 48 bits of a hash. Mixed, so that equals of one source do not stand in a block, and never of who came first. */
export const tieOf = (text: string): number => Number.parseInt(hash('sha1', text, 'hex').slice(0, 12), 16);

/** The place of a resource among all by its id, `r` and hexadecimal digits: 48 bits of it. */
export const placeOf = (resource: string): number => Number.parseInt(resource.slice(1, 13), 16) || 0;

/** Characters of a folded title that it is sorted by. */
const TITLE_KEY = 60;

export const titleKey = (title: string): string => fold(title).trim().slice(0, TITLE_KEY);

/** Milliseconds of a date as precise as it was given; null where there is none. */
export function instant(date: string | undefined): number | null {
  if (date === undefined) return null;
  // Dates without a time are China's midnight; year and month alone begin then.
  const padded = `${date}${'-01-01'.slice(date.length - 4)}`.slice(0, Math.max(10, date.length));
  const time = Date.parse(padded.length === 10 ? `${padded}T00:00:00+08:00` : padded);
  return Number.isNaN(time) ? null : time;
}

interface Keyed {
  key: Partial<Record<Facet, string>>;
}

/** Rows of statistics: by the values in the order asked for; those that do not say last. */
export const byKey =
  (by: Facet[]) =>
  (a: Keyed, b: Keyed): number => {
    for (const facet of by) {
      const [left, right] = [a.key[facet], b.key[facet]];
      if (left === right) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      return left < right ? -1 : 1;
    }
    return 0;
  };
