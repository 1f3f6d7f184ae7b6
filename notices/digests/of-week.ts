/** What the digests of one look share of a week: worked out when the first of them asks, and once. */
import type { Source } from '../../config/registry/source.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Line } from '../occasions/notice.ts';
import { type Begun, begunIn } from './figures.ts';
import { nationalLines } from './national.ts';
import { lastWeek, type Week } from './week.ts';

export interface OfWeek {
  week: Week;
  national(): Promise<Line[]>;
  /** Of every source. */
  begun(): Promise<Begun[]>;
}

/** `now`: ms; the week is the last one that may be told then. */
export function ofLastWeek(
  { catalogue, sources }: { catalogue: Catalogue; sources: ReadonlyMap<string, Source> },
  now: number,
): OfWeek {
  const week = lastWeek(now);
  let national: Promise<Line[]> | undefined;
  let begun: Promise<Begun[]> | undefined;
  return {
    week,
    national() {
      national ??= nationalLines(catalogue, [...sources.values()], week);
      return national;
    },
    begun() {
      begun ??= begunIn(catalogue, week);
      return begun;
    },
  };
}
