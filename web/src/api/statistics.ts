/** What the statistics page asks. */
import type { ApiSearchResult, ApiTable, Facet } from '../../../api/types.ts';
import { useSpeech } from '../words/language.tsx';
import { useAnswer } from './questions.ts';

/** Two facets crossed; null asks nothing. */
export const useTable = (query: URLSearchParams | null) =>
  useAnswer<ApiTable>(query === null ? null : `/statistics/table?${query}`, { keep: true });
/** All values of a facet with the resources behind each. */
export const useFacetValues = (facet: Facet | undefined) =>
  useAnswer<ApiSearchResult>(
    facet === undefined ? null : `/search?size=1&highlight=false&facets=${facet}&facetSize=400`,
  );
/** Words for the values of filters. */
export function useFacetNames(filters: [Facet, string][]) {
  const { language } = useSpeech();
  const query = new URLSearchParams([...filters, ['size', '1'], ['facets', 'mode']]);
  const { data } = useAnswer<ApiSearchResult>(filters.length === 0 ? null : `/search?${query}`, {
    keep: true,
  });
  return (facet: Facet, value: string): string =>
    data?.filters[facet]?.find((one) => one.value === value)?.label[language] ?? value;
}
