import type { ApiSearchResult, Facet } from '../../../api/types.ts';
import { useSpeech } from '../words/language.tsx';

/** The facets of the search page, most used first; the first few are open. */
export const FACET_ORDER: Facet[] = [
  'province',
  'city',
  'mode',
  'openness',
  'theme',
  'format',
  'frequency',
  'kind',
  'industry',
  'modifiedYear',
  'publisher',
  'source',
];
const OPEN = 5;

interface Props {
  result: ApiSearchResult;
  chosen: URLSearchParams;
  toggle: (facet: Facet, value: string) => void;
}

export function Facets({ result, chosen, toggle }: Props) {
  const { say, count, language } = useSpeech();
  return (
    <aside aria-label={say('search.filters')}>
      {FACET_ORDER.map((facet, position) => {
        const values = result.facets[facet] ?? [];
        const picked = chosen.getAll(facet);
        if (values.length === 0 && picked.length === 0) return null;
        return (
          <details key={facet} className="facet" open={position < OPEN || picked.length > 0}>
            <summary>{say(`facet.${facet}`)}</summary>
            {values.map((one) => (
              <label key={one.value}>
                <input
                  type="checkbox"
                  checked={picked.includes(one.value)}
                  onChange={() => toggle(facet, one.value)}
                />
                <span>{one.label[language]}</span>
                <span className="quiet small">{count(one.count)}</span>
              </label>
            ))}
          </details>
        );
      })}
    </aside>
  );
}
