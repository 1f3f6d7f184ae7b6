/** Of each list all findings are counted, and of each source the weightiest kept: one late platform must not fill the catalogue. */

import {
  CERTAINTIES,
  type Certainty,
  type Finding,
  type Found,
  WATCH_LISTS,
  type WatchList,
} from './finding.ts';
import { upwards } from './places.ts';

export interface Count {
  code: string;
  count: number;
}

export interface ListCounts {
  list: WatchList;
  /** Findings in all, and how many of them are kept by name. */
  found: number;
  kept: number;
  certainties: Record<Certainty, number>;
  /** By GB/T 2260 code; a place counts what lies in it. */
  regions: Count[];
  sources: Count[];
}

/** Kept of one source and list. */
export const MOST_OF_SOURCE = 1_000;

interface Kept {
  counts: {
    certainties: Record<Certainty, number>;
    regions: Map<string, number>;
    sources: Map<string, number>;
  };
  bySource: Map<string, Found[]>;
}

export class FindingTally {
  readonly #lists = new Map<WatchList, Kept>(WATCH_LISTS.map((list) => [list, emptyKept()]));
  readonly #most: number;

  constructor(most = MOST_OF_SOURCE) {
    this.#most = most;
  }

  add(found: Found): void {
    const { counts, bySource } = this.#lists.get(found.list) as Kept;
    counts.certainties[found.certainty] += 1;
    for (const code of upwards(found.region)) increase(counts.regions, code);
    for (const source of found.sources) increase(counts.sources, source);
    const owner = found.sources[0] ?? '';
    const kept = bySource.get(owner);
    if (kept === undefined) bySource.set(owner, [found]);
    else {
      kept.push(found);
      if (kept.length >= this.#most * 2) kept.sort(byWeight).splice(this.#most);
    }
  }

  /** Those of a list that are kept, weightiest first. */
  kept(list: WatchList): Found[] {
    const { bySource } = this.#lists.get(list) as Kept;
    return [...bySource.values()].flatMap((kept) => kept.sort(byWeight).slice(0, this.#most)).sort(byWeight);
  }

  counts(list: WatchList): ListCounts {
    const { counts, bySource } = this.#lists.get(list) as Kept;
    const found = CERTAINTIES.reduce((sum, each) => sum + counts.certainties[each], 0);
    const kept = [...bySource.values()].reduce((sum, each) => sum + Math.min(each.length, this.#most), 0);
    return {
      list,
      found,
      kept,
      certainties: counts.certainties,
      regions: sorted(counts.regions),
      sources: sorted(counts.sources),
    };
  }
}

const emptyKept = (): Kept => ({
  counts: {
    certainties: { certain: 0, likely: 0, possible: 0 },
    regions: new Map(),
    sources: new Map(),
  },
  bySource: new Map(),
});

const increase = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = (counts: ReadonlyMap<string, number>): Count[] =>
  [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || order(a.code, b.code));

/** The surest first, of those the heaviest. */
export const rankOf = ({ certainty, weight }: Pick<Finding, 'certainty' | 'weight'>): number =>
  (CERTAINTIES.length - CERTAINTIES.indexOf(certainty)) * 1e6 + Math.min(weight, 999_999);

export const byWeight = (a: Found, b: Found): number => rankOf(b) - rankOf(a) || order(a.key, b.key);
