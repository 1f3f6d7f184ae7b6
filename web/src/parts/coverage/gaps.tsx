/** The sources of a place that are not well: why, since when, and what is to be done. */
import type { ApiSource } from '../../../../api/types.ts';
import { useSources } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { Answer } from '../answer.tsx';
import { PlaceLink } from '../place-link.tsx';
import { StateMark } from '../source/state.tsx';

/** 450000 holds 450300, and 450300 holds 450305. */
const within = (code: string, region: string): boolean => code.startsWith(region.replace(/(00){1,2}$/, ''));

export function Gaps({ region }: { region: string | undefined }) {
  const { say, instant, language } = useSpeech();
  const ofPlace = ({ look, region: at }: ApiSource) =>
    look !== 'good' && look !== 'busy' && (region === undefined || within(at, region));
  return (
    <section>
      <h2>{say('coverage.gaps')}</h2>
      <Answer of={useSources()}>
        {({ items }) => {
          const gaps = items.filter(ofPlace);
          if (gaps.length === 0) return <p>{say('coverage.nogaps')}</p>;
          return (
            <div className="scroll">
              <table>
                <thead>
                  <tr>
                    {(['source', 'state', 'reason', 'since', 'todo'] as const).map((one) => (
                      <th key={one}>{say(`coverage.${one}`)}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {gaps.map((source) => (
                    <tr key={source.id}>
                      <td>
                        <PlaceLink path={`/sources/${source.id}`}>{source.title}</PlaceLink>
                      </td>
                      <td>
                        <StateMark look={source.look}>{source.stateLabel[language]}</StateMark>
                      </td>
                      <td>{source.problem?.message ?? '—'}</td>
                      <td>{source.lastGood === null ? say('coverage.never') : instant(source.lastGood)}</td>
                      <td>{source.todo?.[language] ?? '—'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Answer>
    </section>
  );
}
