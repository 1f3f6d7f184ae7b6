/** Regions as the tree that they are: a province opens into its cities, a city into its counties. Counted when it is opened. */
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
  // Where a place below is chosen, the answer counts its own province alone; the tree keeps the others in reach.
  const within = chosen.has('city') || chosen.has('county');
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
          <Branch key={province.value} place={province} facet="province" chosen={chosen} toggle={toggle} />
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
  place: ApiFacetValue;
  facet: RegionFacet;
  chosen: URLSearchParams;
  toggle: (facet: RegionFacet, value: string) => void;
}

/** Digits of a code that all places within share. */
const SHARED = { province: 2, city: 4, county: 6 };
const BELOW = { province: 'city', city: 'county', county: undefined } as const;

function Branch({ place, facet, chosen, toggle }: BranchProps) {
  const { say, language } = useSpeech();
  const [opened, setOpened] = useState<boolean>();
  const below = BELOW[facet];
  const stem = place.value.slice(0, SHARED[facet]);
  const holds = REGION_FACETS.slice(REGION_FACETS.indexOf(facet) + 1).some((one) =>
    chosen.getAll(one).some((code) => code.startsWith(stem)),
  );
  const open = opened ?? holds;
  const name = place.label[language];
  return (
    <li>
      <div className="branch">
        {below === undefined ? null : (
          <button
            type="button"
            className="twist"
            aria-expanded={open}
            aria-label={say(`search.${below}.open`, { name })}
            onClick={() => setOpened(!open)}
          >
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>
          </button>
        )}
        <Place
          place={place}
          picked={chosen.getAll(facet).includes(place.value)}
          toggle={() => toggle(facet, place.value)}
        />
      </div>
      {open && below !== undefined ? (
        <Twigs above={place} facet={facet} below={below} chosen={chosen} toggle={toggle} />
      ) : null}
    </li>
  );
}

interface TwigsProps extends Omit<BranchProps, 'place'> {
  above: ApiFacetValue;
  below: 'city' | 'county';
}

/** What is counted right below a place: of a province its cities, and the counties that no city holds (municipalities have only such). */
function Twigs({ above, facet, below, chosen, toggle }: TwigsProps) {
  const { say } = useSpeech();
  const query = facetQuery(at(chosen, facet, above.value), below);
  if (below === 'city') query.append('facets', 'county');
  const asked = useSearchAnswer(query);
  const stem = above.value.slice(0, SHARED[facet]);
  const within = (one: 'city' | 'county') =>
    (asked.data?.facets[one] ?? []).filter(({ value }) => value.startsWith(stem));
  if (asked.data === undefined) return null;
  const places = within(below);
  const held = new Set(places.map(({ value }) => value.slice(0, SHARED.city)));
  const alone =
    below === 'city' ? within('county').filter(({ value }) => !held.has(value.slice(0, SHARED.city))) : [];
  if (places.length + alone.length === 0)
    return <p className="small quiet twigs">{say(`search.${below}.none`)}</p>;
  const branches = [
    ...places.map((place) => ({ place, at: below })),
    ...alone.map((place) => ({ place, at: 'county' as const })),
  ];
  return (
    <ul className="twigs">
      {branches.map(({ place, at: level }) => (
        <Branch key={place.value} place={place} facet={level} chosen={chosen} toggle={toggle} />
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
