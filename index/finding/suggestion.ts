/** A question whose words nothing holds, as it was probably meant; only what finds something is suggested. */
import { fold } from '../analysis/fold.ts';
import { runs } from '../analysis/tokens.ts';
import type { SearchQuery, SearchResult } from '../query.ts';
import type { Asker } from './find.ts';
import { meantBy } from './spelling.ts';

export interface Suggestion {
  /** The whole text. */
  text: string;
  /** The word that was changed, and what into. */
  from: string;
  to: string;
  /** Whether the answer is to this text, since nothing answers all words of the typed one. */
  applied: boolean;
}

/** A word that fewer resources hold may be a slip. */
const UNUSUAL = 1;

export async function suggestion(
  catalogue: Asker,
  query: SearchQuery,
  result: SearchResult,
): Promise<Suggestion | undefined> {
  const literal = new Set((query.literal ?? []).map(fold));
  const text = fold(query.text);
  const slips = result.understood.filter(({ found, text: word }) => found < UNUSUAL && !literal.has(word));
  // A slip may have torn a word apart, so what was written as one is looked at before its parts.
  const written = runs(text).filter((run) =>
    slips.some((slip) => run.text.includes(slip.typed ?? slip.text)),
  );
  const froms = [...written.map((run) => run.text), ...slips.map((slip) => slip.typed ?? slip.text)];
  for (const from of new Set(froms)) {
    if (literal.has(from)) continue;
    const usual: { to: string; text: string; resources: number }[] = [];
    for (const to of meantBy(from)) {
      const changed = text.replace(from, to);
      if (changed === text) continue;
      const answer = await catalogue.search({ ...query, text: changed, size: 1, facets: [], facetSize: 1 });
      if (answer.hits.some((hit) => hit.class !== 'some')) {
        usual.push({ to, text: changed, resources: answer.resources });
      }
    }
    // Of several words that sound so, the one that the catalogue has most of.
    const best = usual.sort((a, b) => b.resources - a.resources)[0];
    if (best !== undefined) return { text: best.text, from, to: best.to, applied: true };
  }
  return undefined;
}
