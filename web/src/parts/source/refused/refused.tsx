import { useSearchParams } from 'react-router';
import type { ApiSource } from '../../../../../api/types.ts';
import { useSourceRuns } from '../../../api/questions.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Answer } from '../../answer.tsx';
import { Rejections } from './rejections.tsx';

/** What a source's latest harvests refused: those of the newest one that refused any, or of the one chosen (`run`). */
export function RefusedView({ source }: { source: ApiSource }) {
  const { say, instant } = useSpeech();
  const [search, setSearch] = useSearchParams();
  return (
    <Answer of={useSourceRuns(source.id)}>
      {({ items }) => {
        const runs = items.filter(({ rejected }) => rejected > 0);
        const run = runs.find(({ id }) => id === search.get('run')) ?? runs[0];
        if (run === undefined) return <p className="quiet">{say('refused.none')}</p>;
        const choose = (id: string) => {
          const next = new URLSearchParams(search);
          next.set('run', id);
          setSearch(next, { replace: true });
        };
        return (
          <>
            <label className="choices">
              {say('refused.run')}
              <select className="button" value={run.id} onChange={(event) => choose(event.target.value)}>
                {runs.map((one) => (
                  <option key={one.id} value={one.id}>
                    {say('refused.run.option', { at: instant(one.startedAt), n: one.rejected })}
                  </option>
                ))}
              </select>
            </label>
            <Rejections key={run.id} run={run} />
          </>
        );
      }}
    </Answer>
  );
}
