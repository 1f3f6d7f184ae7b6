/** The chosen filters, each removable. */
import type { ApiSearchResult, Facet } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

interface Props {
  result: ApiSearchResult;
  toggle: (facet: Facet, value: string) => void;
  clear: () => void;
  /** Lets offers of a resource meet the filters between them; undefined where they may. */
  apart: (() => void) | undefined;
}

export function Chips({ result, toggle, clear, apart }: Props) {
  const { say, language } = useSpeech();
  const chosen = Object.entries(result.filters).flatMap(([facet, values]) =>
    values.map((one) => ({ facet: facet as Facet, value: one.value, name: one.label[language] })),
  );
  if (chosen.length === 0) return null;
  return (
    <ul className="chips" aria-label={say('search.chosen')}>
      {chosen.map(({ facet, value, name }) => (
        <li key={`${facet}=${value}`}>
          <button type="button" className="chip" onClick={() => toggle(facet, value)}>
            <span className="hidden">{say('search.remove')} </span>
            {say(`facet.${facet}`)}
            {say('colon')}
            {name} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {apart === undefined ? null : (
        <li>
          <button type="button" className="chip" onClick={apart}>
            <span className="hidden">{say('search.remove')} </span>
            {say('search.together')} <span aria-hidden="true">×</span>
          </button>
        </li>
      )}
      <li>
        <button type="button" className="link small" onClick={clear}>
          {say('search.clear')}
        </button>
      </li>
    </ul>
  );
}
