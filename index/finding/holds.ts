/** Whether one entry answers a question by itself: of tombstones, which no index holds. */
import type { Entry } from '../../normalizer/entry.ts';
import { searchable } from '../analysis/document.ts';
import { type Phrase, understand } from '../analysis/words.ts';
import { type Filters, NOT_STATED } from '../query.ts';
import { activeFilters, facetValues } from './facets.ts';

export function stands({ tokens, prefix }: Phrase, text: string[]): boolean {
  if (prefix) return text.some((token) => token.startsWith(tokens[0] as string));
  return text.some((_, at) => tokens.every((token, next) => text[at + next] === token));
}

/** All words, or other words for them, and all filters. */
export function hasAll(entry: Entry, text: string, filters: Filters): boolean {
  const values = facetValues(entry);
  const admitted = activeFilters(filters).every(([facet, wanted]) =>
    wanted.some((value) =>
      value === NOT_STATED ? values[facet].length === 0 : values[facet].includes(value),
    ),
  );
  if (!admitted || text.trim() === '') return admitted;
  const { title, text: body, office, region } = searchable({ entry, region: entry.spatial.code }, []);
  const fields = [title, body, office, region];
  return understand(text).words.every(
    (word) =>
      [word, ...word.near].some((phrase) => fields.some((field) => stands(phrase, field))) ||
      word.facets.some(([facet, value]) => values[facet].includes(value)),
  );
}
