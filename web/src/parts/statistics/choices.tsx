/** What is crossed and measured, chosen. */
import type { Measure } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { DIMENSIONS, MEASURES, type Question } from './question.ts';

type Side = 'rows' | 'columns' | 'measure';

interface Props {
  question: Question;
  choose: (side: Side, value: string) => void;
  swap: () => void;
}

export function Choices({ question, choose, swap }: Props) {
  const { say } = useSpeech();
  const { rows, columns, measure } = question;
  const side = (name: 'rows' | 'columns', chosen: string | undefined, other: string | undefined) => (
    <div>
      <label htmlFor={name}>{say(`statistics.${name}`)}</label>
      <select
        id={name}
        className="button"
        value={chosen ?? ''}
        onChange={(event) => choose(name, event.target.value)}
      >
        <option value="">{say('statistics.nothing')}</option>
        {DIMENSIONS.filter((facet) => facet !== other).map((facet) => (
          <option key={facet} value={facet}>
            {say(`facet.${facet}`)}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <div className="crossing">
      {side('rows', rows, columns)}
      <button type="button" className="button" onClick={swap} disabled={rows === columns}>
        {say('statistics.swap')}
      </button>
      {side('columns', columns, rows)}
      <div>
        <label htmlFor="measure">{say('statistics.measure')}</label>
        <select
          id="measure"
          className="button"
          value={measure}
          onChange={(event) => choose('measure', event.target.value as Measure)}
        >
          {MEASURES.map((one) => (
            <option key={one} value={one}>
              {say(`measure.${one}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
