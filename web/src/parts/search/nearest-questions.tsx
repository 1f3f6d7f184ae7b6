/** Where nothing answers all words: the same question without some of them, the nearest first. */
import type { ApiSearchResult } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

export function NearestQuestions({ result }: { result: ApiSearchResult }) {
  const { say } = useSpeech();
  if (result.nearest.length === 0) return null;
  return (
    <ul aria-label={say('search.nearest')}>
      {result.nearest.map(({ text, without, resources }) => (
        <li key={text}>
          <PlaceLink path="/search" query={new URLSearchParams({ q: text })}>
            {say('search.none.without', { name: without.join('、') })}：{text}
          </PlaceLink>{' '}
          <span className="quiet small">{say('search.none.count', { n: resources })}</span>
        </li>
      ))}
    </ul>
  );
}
