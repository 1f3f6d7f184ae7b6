/** Where nothing answers all words: the same question without some of them, the nearest first. */
import type { ApiSearchResult } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { HitLine } from './hit-line.tsx';

/** Of each question, so that it is seen what it would give. */
const SHOWN = 3;

export function NearestQuestions({ result }: { result: ApiSearchResult }) {
  const { say } = useSpeech();
  if (result.nearest.length === 0) return null;
  return (
    <ul aria-label={say('search.nearest')}>
      {result.nearest.map(({ text, without, resources, hits }) => (
        <li key={text}>
          <PlaceLink path="/search" query={new URLSearchParams({ q: text })}>
            {say('search.none.without', { name: without.join(say('and')) })}
            {say('colon')}
            {text}
          </PlaceLink>{' '}
          <span className="quiet small">{say('search.none.count', { n: resources })}</span>
          <ul className="nearest">
            {hits.slice(0, SHOWN).map(({ resource, lead }) => (
              <li key={resource}>
                <PlaceLink path={`/resources/${encodeURIComponent(resource)}`}>{lead.title}</PlaceLink>
                <HitLine lead={lead} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
