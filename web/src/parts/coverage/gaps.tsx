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
  const { say } = useSpeech();
  const ofPlace = ({ look, region: at }: ApiSource) =>
    look !== 'good' && look !== 'busy' && (region === undefined || within(at, region));
  return (
    <section>
      <h2>{say('coverage.gaps')}</h2>
      <Answer of={useSources()}>
        {({ items }) => {
          const gaps = items.filter(ofPlace);
          if (gaps.length === 0) return <p>{say('coverage.nogaps')}</p>;
          const waiting = gaps.filter(({ unharvestable }) => unharvestable !== undefined);
          const troubled = gaps.filter(({ unharvestable }) => unharvestable === undefined);
          return (
            <>
              {troubled.length === 0 ? <p>{say('coverage.notrouble')}</p> : <Rows of={troubled} />}
              {waiting.length === 0 ? null : (
                <details open={region !== undefined}>
                  <summary>{say('coverage.waiting', { n: waiting.length })}</summary>
                  <Rows of={waiting} />
                </details>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function Rows({ of }: { of: ApiSource[] }) {
  const { say, instant, language } = useSpeech();
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
          {of.map((source) => (
            <tr key={source.id}>
              <td>
                <PlaceLink path={`/sources/${source.id}`}>{source.title}</PlaceLink>
              </td>
              <td>
                <StateMark look={source.look}>{source.stateLabel[language]}</StateMark>
              </td>
              <td>{reasonOf(source)}</td>
              <td>{source.lastGood === null ? say('coverage.never') : instant(source.lastGood)}</td>
              <td>{source.todo?.[language] ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function reasonOf({ problem, unharvestable }: ApiSource): string {
    if (problem !== null) return problem.message;
    return unharvestable === undefined ? '—' : say(`coverage.${unharvestable}`);
  }
}
