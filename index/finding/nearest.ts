/** Where nothing answers all words: the question without its place, without its rarest word, and so on. */
import type { Hit, SearchQuery, SearchResult } from '../query.ts';
import type { Asker } from './find.ts';

export interface Nearest {
  /** What is asked for instead. */
  text: string;
  /** The words that were left out. */
  without: string[];
  /** Whether what was left out are places. */
  place: boolean;
  /** Resources that answer it in full. */
  resources: number;
  /** The first of them. */
  hits: Hit[];
}

const MOST = 3;
const SHOWN = 3;

/** What remains, nearest first: all but the places, all but the rarest word, only the places. */
function remainders({ understood }: SearchResult): { kept: string[]; without: string[]; place: boolean }[] {
  const words = understood.map(({ text, kind, found }) => ({ text, found, place: kind === 'place' }));
  const ways = [
    words.filter(({ place }) => !place),
    ...[...words].sort((a, b) => a.found - b.found).map((rarest) => words.filter((each) => each !== rarest)),
    words.filter(({ place }) => place),
  ];
  return ways
    .filter((kept) => kept.length > 0 && kept.length < words.length)
    .map((kept) => {
      const without = words.filter((each) => !kept.includes(each));
      return {
        kept: kept.map(({ text }) => text),
        without: without.map(({ text }) => text),
        place: without.every(({ place }) => place),
      };
    });
}

export async function nearest(
  catalogue: Asker,
  query: SearchQuery,
  result: SearchResult,
): Promise<Nearest[]> {
  const found: Nearest[] = [];
  const tried = new Set<string>();
  for (const { kept, without, place } of remainders(result)) {
    const text = kept.join(' ');
    if (found.length === MOST) break;
    if (tried.has(text)) continue;
    tried.add(text);
    const answer = await catalogue.search({ ...query, text, size: SHOWN, facets: [], facetSize: 1 });
    const whole = answer.hits.filter((hit) => hit.class !== 'some');
    if (whole.length === 0) continue;
    found.push({ text, without, place, resources: answer.resources, hits: whole });
  }
  return found;
}
