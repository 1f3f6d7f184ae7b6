/** How much was found and when, in which order it stands, and how closely. */
import type { ApiSearchResult, Sort } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { SaveSearch } from '../saved/save-search.tsx';
import { TakeOut } from '../saved/take-out.tsx';
import { SORTS, sortOf } from './question.ts';

interface Props {
  result: ApiSearchResult;
  asked: URLSearchParams;
  choose: (sort: Sort) => void;
  /** Turns a way of showing on or off, as a parameter of the address. */
  turn: (name: 'dense' | 'why') => void;
}

export function Found({ result, asked, choose, turn }: Props) {
  const { say, instant } = useSpeech();
  const inPart = result.hits.length > 0 && result.hits.every((hit) => hit.class === 'some');
  const sort = sortOf(asked);
  return (
    <>
      <div className="found">
        <h1 aria-live="polite">
          {say('search.found', { resources: result.resources, entries: result.entries })}
        </h1>
        <span className="quiet small">
          {say('search.took', { ms: Math.max(1, Math.round(result.tookMs)) })} ·{' '}
          {say('foot.date', { date: instant(result.at) })}
        </span>
        <SaveSearch asked={asked} result={result} />
      </div>
      <div className="views small">
        <nav className="sorts" aria-label={say('sort.by')}>
          {SORTS.map((one) => (
            <button
              key={one}
              type="button"
              className="link"
              aria-current={one === sort}
              onClick={() => choose(one)}
            >
              {say(`sort.${one}`)}
            </button>
          ))}
        </nav>
        {asked.has('q') ? (
          <button type="button" className="link" aria-pressed={asked.has('why')} onClick={() => turn('why')}>
            {say('search.why')}
          </button>
        ) : null}
        <button
          type="button"
          className="link"
          aria-pressed={asked.has('dense')}
          onClick={() => turn('dense')}
        >
          {say('search.dense')}
        </button>
        <TakeOut asked={asked} />
      </div>
      {inPart ? <p className="note warn">{say('search.some')}</p> : null}
    </>
  );
}
