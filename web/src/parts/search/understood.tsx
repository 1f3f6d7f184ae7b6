/** What the words were taken for, each to be taken back, and what was meant by a word that nothing holds. */
import type { ApiSearchResult } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

/** Other words that are named; the rest would fill the page. */
const NAMED = 4;

interface Props {
  result: ApiSearchResult;
  takeBack: (word: string) => void;
}

export function Understood({ result, takeBack }: Props) {
  const { say } = useSpeech();
  const { place } = useLabels();
  const { suggestion } = result;
  const telling = result.understood.filter(
    ({ kind, near, typed }) => kind !== 'word' || near.length > 0 || typed !== undefined,
  );
  return (
    <>
      {suggestion?.applied ? (
        <p className="note">
          {say('search.meant', { from: suggestion.from, to: suggestion.to })}{' '}
          <button type="button" className="link" onClick={() => takeBack(suggestion.from)}>
            {say('search.meant.not', { from: suggestion.from })}
          </button>
        </p>
      ) : null}
      {telling.length === 0 ? null : (
        <ul className="chips" aria-label={say('search.understood')}>
          {telling.map(({ text, typed, kind, near, region }) => {
            const name = region === undefined ? text : place(region);
            const others = near.slice(0, NAMED).join(say('and'));
            return (
              <li key={text}>
                <button
                  type="button"
                  className="chip"
                  onClick={() => takeBack(typed ?? text)}
                  title={say('search.takeBack', { name })}
                >
                  {say(`search.kind.${kind}`)}
                  {say('colon')}
                  {typed === undefined ? name : `${typed} → ${name}`}
                  {others === '' ? null : (
                    <span className="quiet"> {say('search.near', { names: others })}</span>
                  )}{' '}
                  <span aria-hidden="true">×</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
