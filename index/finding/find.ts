/**
 * A search as a person is answered: the catalogue's own answer, and where that is poor, what was probably meant and what
 * is nearest. Works by asking the catalogue again, so every engine answers alike.
 */
import type { Catalogue } from '../port.ts';
import type { Hit, SearchQuery, SearchResult } from '../query.ts';
import { type Reason, reasons } from './explain.ts';
import { type Folded, foldedPage } from './folding.ts';
import { type Nearest, nearest } from './nearest.ts';
import { type Suggestion, suggestion } from './suggestion.ts';

export type Asker = Pick<Catalogue, 'search'>;

export interface FindingQuery extends SearchQuery {
  /** Hits of one source with one title come as one. */
  fold?: boolean;
  /** Each hit says why it is there. */
  explain?: boolean;
}

export interface FoundHit extends Hit {
  /** Further hits of this page with the same title from the same source. */
  folded?: Folded;
  why?: Reason[];
}

export interface Finding extends Omit<SearchResult, 'hits'> {
  hits: FoundHit[];
  /** What may have been meant; `applied` where the answer is to that text. */
  suggestion?: Suggestion;
  /** Where nothing answers all words: what is left of the question that does. */
  nearest: Nearest[];
}

/** Whether nothing answers all that was asked. */
export const poor = ({ hits }: Pick<SearchResult, 'hits'>): boolean =>
  hits.every((hit) => hit.class === 'some');

export async function find(catalogue: Asker, query: FindingQuery): Promise<Finding> {
  const { fold = false, explain = false, ...asked } = query;
  const text = asked.text.trim();
  const { cursor, ...first } = asked;
  // A cursor may belong to the text that was applied instead, so the question is decided as on the first page.
  const plain = await catalogue.search(cursor === undefined ? asked : { ...first, size: 1, facets: [] });
  const meant = text !== '' && poor(plain) ? await suggestion(catalogue, first, plain) : undefined;
  const question = meant?.applied === true ? { ...asked, text: meant.text } : asked;
  const known = cursor === undefined && question === asked ? plain : undefined;
  const page = fold
    ? await foldedPage(catalogue, question, known)
    : (known ?? (await catalogue.search(question)));
  const near = text !== '' && poor(page) ? await nearest(catalogue, first, page) : [];
  return {
    ...page,
    hits: explain ? page.hits.map((hit) => ({ ...hit, why: reasons(hit, question) })) : page.hits,
    ...(meant === undefined ? {} : { suggestion: meant }),
    nearest: near,
  };
}
