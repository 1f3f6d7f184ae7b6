/** What the catalogue is, in four figures; each leads to what it counts and says what it means. */
import type { ReactNode } from 'react';
import type { ApiSearchResult } from '../../../../api/types.ts';
import { useCoverage } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

export function Totals({ result }: { result: ApiSearchResult }) {
  const { say, count, instant } = useSpeech();
  const coverage = useCoverage().data;
  const named = (facet: 'province' | 'city') =>
    (result.facets[facet] ?? []).filter(({ value }) => value !== '' && value !== '100000').length;
  const date = say('foot.date', { date: instant(result.at) });
  const known = coverage?.total.known ?? 0;
  const figures: { name: string; means: string; path: string; figure: ReactNode }[] = [
    {
      name: say('home.resources'),
      means: say('definition.resources'),
      path: '/search',
      figure: count(result.resources),
    },
    {
      name: say('home.entries'),
      means: say('definition.entries'),
      path: '/search',
      figure: count(result.entries),
    },
    {
      name: say('home.sources'),
      means: say('home.sources.means', { known }),
      path: '/sources',
      figure: coverage ? say('home.sources.of', { n: coverage.total.harvested, known }) : '…',
    },
    {
      name: say('home.places'),
      means: say('home.places.means'),
      path: '#regions',
      figure: say('home.places.of', { provinces: named('province'), cities: named('city') }),
    },
  ];
  return (
    <section className="totals">
      <dl className="figures">
        {figures.map(({ name, means, path, figure }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={`${means}；${date}`}>
              {path.startsWith('#') ? (
                <a href={path}>{figure}</a>
              ) : (
                <PlaceLink path={path}>{figure}</PlaceLink>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">{date}</p>
    </section>
  );
}
