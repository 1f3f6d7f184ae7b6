/** What ought to be there, what is, and why the rest is not: of the country, or of one place. */
import { useParams, useSearchParams } from 'react-router';
import type { ApiCoverage } from '../../../api/types.ts';
import { useCoverage, useLabels } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { Gaps } from '../parts/coverage/gaps.tsx';
import { Growth } from '../parts/coverage/growth.tsx';
import { Kinds } from '../parts/coverage/kinds.tsx';
import { Modes } from '../parts/coverage/modes.tsx';
import { Places } from '../parts/coverage/places.tsx';
import { Provinces } from '../parts/coverage/provinces.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { useSpeech } from '../words/language.tsx';

/** Sources as the registry has them; entries and resources as searches count them. */
const figure = (of: ApiCoverage, one: 'known' | 'done' | 'entries' | 'resources'): number =>
  one === 'known' ? of.total.known : one === 'done' ? of.total.harvested : of.holds[one];

export function CoveragePage() {
  const { say, count, instant } = useSpeech();
  const { place } = useLabels();
  const { region } = useParams();
  const [search] = useSearchParams();
  const query = new URLSearchParams(search.getAll('baseline').map((one) => ['baseline', one]));
  if (region !== undefined) query.set('region', region);
  const answer = useCoverage(`?${query}`);
  const title = region === undefined ? say('coverage.title') : say('coverage.of', { place: place(region) });
  usePageTitle(title);
  return (
    <>
      <p className="crumbs">
        {region === undefined ? null : <PlaceLink path="/coverage">{say('coverage.back')}</PlaceLink>}{' '}
        <PlaceLink
          path="/coverage/operation"
          query={region === undefined ? new URLSearchParams() : new URLSearchParams({ region })}
        >
          {say('ledger.link')}
        </PlaceLink>{' '}
        <PlaceLink path="/watch">{say('watch.title')}</PlaceLink>
      </p>
      <h1>{title}</h1>
      <Answer of={answer} lines={16}>
        {(coverage) => (
          <>
            <dl className="figures">
              {(['known', 'done', 'entries', 'resources'] as const).map((one) => (
                <div key={one}>
                  <dt>{say(`coverage.${one}`)}</dt>
                  <dd>{count(figure(coverage, one))}</dd>
                </div>
              ))}
            </dl>
            {region === undefined ? <Provinces of={coverage} /> : <Places of={coverage} />}
            <Modes of={coverage} />
            <Kinds of={coverage} />
            {region === undefined ? <Growth of={coverage} /> : null}
            <Gaps region={region} />
            <p className="small quiet">{say('coverage.definitions', { at: instant(coverage.at) })}</p>
          </>
        )}
      </Answer>
    </>
  );
}
