/** The results; where there are none, the nearest thing that exists. */
import type { ApiSearchResult } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { HitItem } from './hit.tsx';
import { Missed } from './missed.tsx';
import { Nearest } from './nearest.tsx';
import { NearestQuestions } from './nearest-questions.tsx';

interface Props {
  result: ApiSearchResult;
  asked: URLSearchParams;
  clear: () => void;
}

export function Hits({ result, asked, clear }: Props) {
  const { say } = useSpeech();
  if (result.hits.length > 0) {
    return (
      <>
        <NearestQuestions result={result} />
        {result.hits.every((hit) => hit.class === 'some') ? <Missed asked={asked} /> : null}
        <h2 className="hidden">{say('search.hits')}</h2>
        <ol className={asked.has('dense') ? 'dense' : undefined}>
          {result.hits.map((hit) => (
            <HitItem key={hit.resource} hit={hit} />
          ))}
        </ol>
      </>
    );
  }
  const narrowed = Object.values(result.filters).some((values) => values.length > 0);
  return (
    <div className="note">
      <p>{say('search.none')}</p>
      <NearestQuestions result={result} />
      <Nearest result={result} asked={asked} />
      {narrowed ? (
        <button type="button" className="button" onClick={clear}>
          {say('search.none.clear')}
        </button>
      ) : (
        <p>{say('search.none.words')}</p>
      )}
      <Missed asked={asked} />
    </div>
  );
}
