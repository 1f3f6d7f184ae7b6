/** What a query's words were understood as, for people to see. */
import { findRegion } from '../../config/regions.ts';
import type { FacetTerm, WordKind } from './near.ts';
import type { QueryWord } from './words.ts';

export interface Understood {
  text: string;
  /** As typed, where that was another word: hangzhou for 杭州. */
  typed?: string;
  kind: WordKind;
  /** GB/T 2260 code of a place. */
  region?: string;
  /** Other words that count for it, weighing less. */
  near: string[];
  /** Facet values that count for it. */
  facets: FacetTerm[];
  /** Resources that answer it. */
  found: number;
}

export function understoodAs(
  { text, typed, kind, place, near, facets }: QueryWord,
  found: number,
): Understood {
  const code = place ? findRegion(text)?.code : undefined;
  return {
    text,
    ...(typed === undefined ? {} : { typed }),
    kind,
    ...(code === undefined ? {} : { region: code }),
    near: near.map((each) => each.text),
    facets,
    found,
  };
}

/** What is to be marked in a hit: the words and the others for them, and their tokens where it is a partial match. */
export const markedWords = (words: QueryWord[], partial: boolean): string[] =>
  words.flatMap(({ text, tokens, near }) => [
    text,
    ...near.map((each) => each.text),
    ...(partial ? tokens : []),
  ]);
