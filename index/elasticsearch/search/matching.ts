/**
 * Text to a query: all words must match; where that finds next to nothing, the best of what matches in parts
 * follows, in the places named. What was counted to weigh the words is kept for the next pages.
 */
import type { estypes } from '@elastic/elasticsearch';
import { type QueryText, type QueryWord, understand } from '../../analysis/words.ts';
import { FEW, PARTIAL, rarity } from '../../finding/relevance.ts';
import { keepNewest } from '../../newest.ts';
import type { Store } from '../store.ts';
import { allOf, anywhere, full, LEADS, scored, stepOf, type Weighed } from './text-query.ts';

type Query = estypes.QueryDslQueryContainer;

export interface Matched {
  /** Scored by class and within it; undefined where nothing can match. */
  query: Query | undefined;
  /** What scores less is no match; undefined where all that is found is one. */
  minScore: number | undefined;
  /** Distance between the scores of two classes. */
  step: number;
  words: QueryWord[];
  /** Leads that answer each word. */
  found: number[];
}

export interface Matching {
  match(text: string, literal: string[]): Promise<Matched>;
  /** Counts again from now on. */
  forget(): void;
}

/** Milliseconds for which counts are good enough to weigh words by. */
const KEPT_FOR = 30_000;
const KEPT_TEXTS = 200;

interface Counted {
  leads: number;
  found: number[];
}

export function prepareMatching(store: Store): Matching {
  const kept = new Map<string, { at: number; matched: Promise<Matched> }>();

  /** Leads in all, and those that each query finds. */
  async function count(queries: Query[]): Promise<Counted> {
    const { total, aggregations } = await store.search('entries', {
      size: 0,
      track_total_hits: true,
      query: allOf([LEADS]),
      aggs: { found: { filters: { filters: queries } } },
    });
    const { buckets } = aggregations.found as unknown as { buckets: { doc_count: number }[] };
    return { leads: total, found: buckets.map(({ doc_count }) => doc_count) };
  }

  const weighed = (words: QueryWord[], { leads, found }: Counted): Weighed[] =>
    words.map((word, at) => ({ word, rarity: rarity(leads, found[at] as number) }));

  /** Partial matches, and the least score of one; undefined where there are none. */
  async function partial({ words, parts }: QueryText) {
    const places = words.filter(({ place }) => place).map(anywhere);
    const counted = await count([...parts.map(anywhere), allOf(places)]);
    const there = places.length > 0 && (counted.found.at(-1) as number) > 0;
    const weights = weighed(parts, counted);
    const query: Query = { bool: { must: [scored(weights)], filter: [LEADS, ...(there ? places : [])] } };
    const { hits } = await store.search('entries', { size: 1, _source: false, query });
    const best = hits[0]?.score ?? 0;
    return best > 0 ? { query, weights, least: best * PARTIAL } : undefined;
  }

  async function read(text: string, literal: string[]): Promise<Matched> {
    const understood = understand(text, literal);
    const { words, parts } = understood;
    if (words.length === 0) return { query: undefined, minScore: undefined, step: 1, words, found: [] };
    const counted = await count([...words.map(anywhere), allOf(words.map(anywhere))]);
    const weights = weighed(words, counted);
    const found = counted.found.slice(0, words.length);
    const divisible = words.length > 1 || parts.length > 1;
    const some = divisible && (counted.found.at(-1) as number) < FEW ? await partial(understood) : undefined;
    const step = stepOf(weights, some?.weights ?? []);
    const whole = full(understood, weights, step);
    if (some === undefined) return { query: whole, minScore: undefined, step, words, found };
    return { query: { dis_max: { queries: [whole, some.query] } }, minScore: some.least, step, words, found };
  }

  return {
    match(text, literal) {
      const now = Date.now();
      const key = JSON.stringify([text, literal]);
      const known = kept.get(key);
      if (known !== undefined && now - known.at < KEPT_FOR) return known.matched;
      const matched = read(text, literal);
      keepNewest(kept, key, { at: now, matched }, KEPT_TEXTS);
      matched.catch(() => kept.delete(key));
      return matched;
    },
    forget: () => kept.clear(),
  };
}
