/** The filters beside the results, each value with the number of resources behind it. */
import { useState } from 'react';
import type { ApiSearchResult, Facet } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { FACET_ORDER, FEW, REGION_FACETS } from './facet-order.ts';
import { RegionTree } from './region-tree.tsx';

/** Facets that are open from the start, beside the regions. */
const OPEN = 3;
const BESIDE_REGIONS = FACET_ORDER.filter((facet) => !REGION_FACETS.some((one) => one === facet));

interface Props {
  result: ApiSearchResult;
  chosen: URLSearchParams;
  /** Any change of what is asked. */
  change: (edit: (next: URLSearchParams) => void) => void;
  toggle: (facet: Facet, value: string) => void;
  /** Shows all values of a facet. */
  showAll: (facet: Facet) => void;
}

export function Facets({ result, chosen, change, toggle, showAll }: Props) {
  const { say, count, language } = useSpeech();
  const [shown, setShown] = useState(false);
  return (
    <aside className={shown ? 'facets shown' : 'facets'} aria-label={say('search.filters')}>
      <button type="button" className="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {say('search.filters')}
      </button>
      <RegionTree result={result} chosen={chosen} change={change} />
      {BESIDE_REGIONS.map((facet, position) => {
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
