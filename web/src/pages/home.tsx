/** The first page: where to ask, what the catalogue is, what changed last, and the ways in. */
import type { ApiSearchResult } from '../../../api/types.ts';
import { useFrontAnswer } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { RegionTable } from '../parts/country/region-table.tsx';
import { type CountryMeasure, TileMap } from '../parts/country/tile-map.tsx';
import { Totals } from '../parts/home/totals.tsx';
import { Tour } from '../parts/home/tour.tsx';
import { Ways } from '../parts/home/ways.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink, useAddress } from '../parts/place-link.tsx';
import { SavedList } from '../parts/saved/saved-list.tsx';
import { HitLine } from '../parts/search/hit-line.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { useSpeech } from '../words/language.tsx';

export function HomePage() {
  const { say } = useSpeech();
  const answer = useFrontAnswer();
  usePageTitle(say('tagline'));
  return (
    <div className="home">
      <section className="ask">
        <h1>{say('tagline')}</h1>
        <p className="quiet">{say('home.lead')}</p>
        <SearchBox large />
        <p className="small dotted">
          <PlaceLink path="/demands">{say('home.missing')}</PlaceLink>
          <PlaceLink path="/join">{say('home.join')}</PlaceLink>
        </p>
      </section>
      <Tour />
      <SavedList />
      <Answer of={answer} lines={14}>
        {(result) => <Overview result={result} />}
      </Answer>
    </div>
  );
}

function Overview({ result }: { result: ApiSearchResult }) {
  const { say } = useSpeech();
  const address = useAddress();
  const measure: CountryMeasure = {
    name: say('home.measure'),
    figures: new Map((result.facets.province ?? []).map(({ value, count }) => [value, count])),
    address: (province) => address('/search', new URLSearchParams({ province })),
  };
  return (
    <>
      <Totals result={result} />
      <div className="halves">
        <section id="regions">
          <h2>{say('home.byRegion')}</h2>
          <TileMap {...measure} />
          <RegionTable {...measure} />
        </section>
        <div>
          <Ways facet="mode" title="home.byMode" values={result.facets.mode ?? []} />
          <Ways facet="theme" title="home.byTheme" values={result.facets.theme ?? []} />
        </div>
      </div>
      <Newest result={result} />
    </>
  );
}

function Newest({ result }: { result: ApiSearchResult }) {
  const { say } = useSpeech();
  return (
    <section>
      <h2>{say('home.newest')}</h2>
      <ol className="newest">
        {result.hits.map(({ resource, lead }) => (
          <li key={resource} data-row>
            <PlaceLink path={`/resources/${encodeURIComponent(resource)}`}>{lead.title}</PlaceLink>
            <HitLine lead={lead} />
          </li>
        ))}
      </ol>
      <p>
        <PlaceLink path="/search" query={new URLSearchParams({ sort: 'modified' })}>
          {say('home.newest.all')}
        </PlaceLink>
      </p>
    </section>
  );
}
