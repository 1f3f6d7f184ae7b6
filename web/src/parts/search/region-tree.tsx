/** Regions as the tree that they are: a province opens into its cities. Counted when it is opened. */
import { useState } from 'react';
import type { ApiFacetValue, ApiSearchResult } from '../../../../api/types.ts';
import { useSearchAnswer } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { REGION_FACETS } from './facet-order.ts';
import { facetQuery } from './question.ts';

type RegionFacet = (typeof REGION_FACETS)[number];

interface Props {
  result: ApiSearchResult;
  chosen: URLSearchParams;
  change: (edit: (next: URLSearchParams) => void) => void;
}

/** Without its places, what is asked; with those given instead. */
function at(chosen: URLSearchParams, facet?: RegionFacet, value?: string): URLSearchParams {
  const next = new URLSearchParams(chosen);
  for (const one of REGION_FACETS) next.delete(one);
  if (facet !== undefined && value !== undefined) next.set(facet, value);
  return next;
}

export function RegionTree({ result, chosen, change }: Props) {
  const { say } = useSpeech();
  // Where a city is chosen, the answer counts its own province alone; the tree keeps the others in reach.
  const within = chosen.has('city');
  const all = useSearchAnswer(within ? facetQuery(at(chosen), 'province') : null).data;
  const provinces = ((within ? all : result)?.facets.province ?? []).filter(({ value }) => value !== '');
  const [more, setMore] = useState(false);
  if (provinces.length === 0) return null;
  /** One level at a time: a city within another province's filter would be found by nobody. */
  const toggle = (facet: RegionFacet, value: string) =>
    change((next) => {
      const had = next.getAll(facet);
      const left = had.includes(value) ? had.filter((other) => other !== value) : [...had, value];
      for (const one of REGION_FACETS) next.delete(one);
      for (const one of left) next.append(facet, one);
    });
  return (
    <details className="facet region-tree" open>
      <summary>{say('facet.region')}</summary>
      <ul>
        {provinces.slice(0, more ? undefined : FIRST).map((province) => (
          <Branch key={province.value} province={province} chosen={chosen} toggle={toggle} />
        ))}
      </ul>
      {more || provinces.length <= FIRST ? null : (
        <button type="button" className="link small" onClick={() => setMore(true)}>
          {say('search.more')}
        </button>
      )}
    </details>
  );
}

/** Provinces shown until more are asked for. */
const FIRST = 10;

interface BranchProps {
  province: ApiFacetValue;
  chosen: URLSearchParams;
  toggle: (facet: RegionFacet, value: string) => void;
}

function Branch({ province, chosen, toggle }: BranchProps) {
  const { say, language } = useSpeech();
  const cities = chosen.getAll('city');
  const [opened, setOpened] = useState<boolean>();
  const own = cities.some((city) => city.startsWith(province.value.slice(0, 2)));
  const open = opened ?? own;
  const name = province.label[language];
  return (
    <li>
      <div className="branch">
        <button
          type="button"
          className="twist"
          aria-expanded={open}
          aria-label={say('search.cities', { name })}
          onClick={() => setOpened(!open)}
        >
          <span aria-hidden="true">{open ? '▾' : '▸'}</span>
        </button>
        <Place
          place={province}
          picked={chosen.getAll('province').includes(province.value)}
          toggle={() => toggle('province', province.value)}
        />
      </div>
      {open ? <Cities province={province.value} chosen={chosen} toggle={toggle} /> : null}
    </li>
  );
}

function Cities({ province, chosen, toggle }: Omit<BranchProps, 'province'> & { province: string }) {
  const { say } = useSpeech();
  const answer = useSearchAnswer(facetQuery(at(chosen, 'province', province), 'city'));
  const cities = (answer.data?.facets.city ?? []).filter(({ value }) =>
    value.startsWith(province.slice(0, 2)),
  );
  if (answer.data === undefined) return null;
  if (cities.length === 0) return <p className="small quiet twigs">{say('search.cities.none')}</p>;
  return (
    <ul className="twigs">
      {cities.map((city) => (
        <li key={city.value}>
          <Place
            place={city}
            picked={chosen.getAll('city').includes(city.value)}
            toggle={() => toggle('city', city.value)}
          />
        </li>
      ))}
    </ul>
  );
}

function Place({ place, picked, toggle }: { place: ApiFacetValue; picked: boolean; toggle: () => void }) {
  const { count, language } = useSpeech();
  return (
    <label>
      <input type="checkbox" checked={picked} onChange={toggle} />
      <span>{place.label[language]}</span>
      <span className="quiet small">{count(place.count)}</span>
    </label>
  );
}
