/** The same kind of data in other places: how many there are, where, and some of them. */
import type { ApiSimilar } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { HitLine } from '../search/hit-line.tsx';

/** Places named until more are asked for. */
const FEW = 12;

export function Similar({ similar }: { similar: ApiSimilar }) {
  const { say } = useSpeech();
  const { placeFilter, place } = useLabels();
  if (similar.hits.length === 0) return null;
  // Search narrows to cities: what lies in one is counted with it.
  const counts = new Map<string, { query: URLSearchParams; name: string; resources: number }>();
  for (const { region, resources } of similar.places) {
    const [facet, code] = placeFilter(region);
    const known = counts.get(code)?.resources ?? 0;
    const query = new URLSearchParams({ q: similar.title, [facet]: code });
    counts.set(code, { query, name: place(code), resources: known + resources });
  }
  const places = [...counts.entries()].map(([code, one]) => (
    <li key={code}>
      <PlaceLink path="/search" query={one.query}>
        {one.name}
      </PlaceLink>{' '}
      <span className="quiet small">{say('search.none.count', { n: one.resources })}</span>
    </li>
  ));
  return (
    <section id="similar">
      <h2>{say('similar.title')}</h2>
      <p>
        {similar.elsewhere === 0
          ? say('similar.here')
          : say(similar.complete ? 'similar.elsewhere' : 'similar.elsewhere.least', { n: similar.elsewhere })}
      </p>
      <ul className="places-list">{places.slice(0, FEW)}</ul>
      {places.length <= FEW ? null : (
        <details>
          <summary>{say('similar.places', { n: places.length - FEW })}</summary>
          <ul className="places-list">{places.slice(FEW)}</ul>
        </details>
      )}
      <ul className="similar">
        {similar.hits.map(({ resource, lead }) => (
          <li key={resource} data-row>
            <PlaceLink path={`/resources/${encodeURIComponent(resource)}`}>{lead.title}</PlaceLink>
            <HitLine lead={lead} />
          </li>
        ))}
      </ul>
    </section>
  );
}
