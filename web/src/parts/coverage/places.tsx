/** The places of a place, each a way further down: a province's cities, a city's counties. */
import type { ApiCoverage } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { Tallies } from './tallies.tsx';

type Level = ApiCoverage['places'][number]['level'];

/** The facet of search that a place is found by; nothing for the country. */
export function filterOf(region: string, places: ApiCoverage['places']): Record<string, string> {
  const own: Level | undefined = places.find((one) => one.region === region)?.level;
  const level =
    own ??
    (region === '100000'
      ? 'country'
      : region.endsWith('0000')
        ? 'province'
        : region.endsWith('00')
          ? 'city'
          : 'county');
  return level === 'country' ? {} : { [level]: region };
}

export function Places({ of }: { of: ApiCoverage }) {
  const { say, language } = useSpeech();
  if (of.places.length === 0) return null;
  return (
    <Tallies
      title={say('coverage.places')}
      head={say('coverage.place')}
      rows={of.places.map((one) => ({
        ...one,
        key: one.region,
        name:
          one.region === of.region || one.level === 'county' ? (
            one.region === of.region ? (
              `${one.label[language]} ${say('coverage.itself')}`
            ) : (
              one.label[language]
            )
          ) : (
            <PlaceLink path={`/coverage/${one.region}`}>{one.label[language]}</PlaceLink>
          ),
        search: new URLSearchParams(filterOf(one.region, of.places)),
      }))}
    />
  );
}
