import { useState } from 'react';
import type { ApiSearchResult, Facet } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

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
  'registered',
  'industry',
  'modifiedYear',
  'publisher',
  'implementingAgency',
  'operator',
  'registrant',
  'registeredUntil',
  'source',
];
const OPEN = 5;
/** Values shown of each until more are asked for. */
export const FEW = 12;

interface Props {
  result: ApiSearchResult;
  chosen: URLSearchParams;
  toggle: (facet: Facet, value: string) => void;
  /** Shows all values of a facet. */
  showAll: (facet: Facet) => void;
}

export function Facets({ result, chosen, toggle, showAll }: Props) {
  const { say, count, language } = useSpeech();
  const [shown, setShown] = useState(false);
  return (
    <aside className={shown ? 'facets shown' : 'facets'} aria-label={say('search.filters')}>
      <button type="button" className="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {say('search.filters')}
      </button>
      {FACET_ORDER.map((facet, position) => {
        const all = chosen.getAll('more').includes(facet);
        const counted = result.facets[facet] ?? [];
        const values = all ? counted : counted.slice(0, FEW);
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
            {!all && counted.length >= FEW ? (
              <button type="button" className="link small" onClick={() => showAll(facet)}>
                {say('search.more')}
              </button>
            ) : null}
          </details>
        );
      })}
    </aside>
  );
}
