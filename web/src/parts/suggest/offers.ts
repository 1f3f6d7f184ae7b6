/** What a search box offers while somebody types, as one list to walk. Where each leads is told with it. */
import type { ApiSuggestions } from '../../../../api/types.ts';
import type { Language } from '../../words/language.tsx';

export const OFFER_KINDS = ['titles', 'publishers', 'places', 'themes'] as const satisfies Array<
  keyof ApiSuggestions
>;

export interface Offer {
  kind: (typeof OFFER_KINDS)[number];
  /** Among all offers. */
  key: string;
  text: string;
  path: string;
  query?: URLSearchParams;
}

/** Titles open their resource; what is no title is searched for by the filter of its kind, and nothing else. */
export function offersOf(answer: ApiSuggestions, language: Language): Offer[] {
  const search = (kind: Offer['kind'], filter: string, value: string, text: string): Offer => ({
    ...{ kind, key: `${filter}-${value}`, text, path: '/search' },
    query: new URLSearchParams({ [filter]: value }),
  });
  return [
    ...answer.titles.map(({ text, resource }) => ({
      ...{ kind: 'titles' as const, key: resource, text },
      path: `/resources/${encodeURIComponent(resource)}`,
    })),
    ...answer.publishers.map(({ value }) => search('publishers', 'publisher', value, value)),
    ...answer.places.map(({ code, label }) =>
      search('places', code.endsWith('0000') ? 'province' : 'city', code, label[language]),
    ),
    ...answer.themes.map(({ code, label }) => search('themes', 'theme', code, label[language])),
  ];
}
