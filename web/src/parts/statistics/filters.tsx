/** Within which filters: those there are, each removable, and one more by choosing a facet, then a value. */
import { useState } from 'react';
import type { Facet } from '../../../../api/types.ts';
import { useFacetNames, useFacetValues } from '../../api/statistics.ts';
import { useSpeech } from '../../words/language.tsx';
import { DIMENSIONS } from './question.ts';

interface Props {
  filters: [Facet, string][];
  toggle: (facet: Facet, value: string) => void;
}

export function StatisticsFilters({ filters, toggle }: Props) {
  const { say, count, language } = useSpeech();
  const [facet, setFacet] = useState<Facet>();
  const values = useFacetValues(facet).data;
  const names = useFacetNames(filters);
  return (
    <div className="narrowing">
      <ul className="chips" aria-label={say('search.chosen')}>
        {filters.map(([of, value]) => (
          <li key={`${of}=${value}`}>
            <button type="button" className="chip" onClick={() => toggle(of, value)}>
              <span className="hidden">{say('search.remove')} </span>
              {say(`facet.${of}`)}
              {say('colon')}
              {names(of, value)} <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <select
        className="button"
        aria-label={say('statistics.filter')}
        value={facet ?? ''}
        onChange={(event) => setFacet(DIMENSIONS.find((one) => one === event.target.value))}
      >
        <option value="">{say('statistics.filter')}</option>
        {DIMENSIONS.map((one) => (
          <option key={one} value={one}>
            {say(`facet.${one}`)}
          </option>
        ))}
      </select>
      {facet === undefined ? null : (
        <select
          className="button"
          aria-label={say('statistics.value', { facet: say(`facet.${facet}`) })}
          value=""
          disabled={values === undefined}
          onChange={(event) => {
            toggle(facet, event.target.value);
            setFacet(undefined);
          }}
        >
          <option value="">{say('statistics.value', { facet: say(`facet.${facet}`) })}</option>
          {(values?.facets[facet] ?? []).map(({ value, label, count: resources }) => (
            <option key={value} value={value}>
              {`${label[language]} (${count(resources)})`}
            </option>
          ))}
          <option value="-">{say('statistics.unstated')}</option>
        </select>
      )}
    </div>
  );
}
