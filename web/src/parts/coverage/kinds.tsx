/** Expected against harvested by kind of platform, beside what a document says there are. */
import type { ApiCoverage } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { Choice } from '../watch/choice.tsx';

export function Kinds({ of }: { of: ApiCoverage }) {
  const { say, count, language } = useSpeech();
  return (
    <section>
      <h2>{say('coverage.kinds')}</h2>
      <Choice
        name="baseline"
        label={say('coverage.baseline')}
        none="—"
        values={of.baselines.map(({ id, label, date }) => [id, `${label[language]} ${date}`])}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen it is scrolled by keys */}
      <section className="scroll" tabIndex={0} aria-label={say('coverage.kinds')}>
        <table>
          <thead>
            <tr>
              <th>{say('coverage.kind')}</th>
              <th className="number">{say('coverage.known')}</th>
              <th className="number">{say('coverage.done')}</th>
              <th>{say('coverage.baseline')}</th>
              <th className="number">{say('coverage.unnamed')}</th>
            </tr>
          </thead>
          <tbody>
            {of.kinds.map(({ kind, label, known, harvested, baseline, unnamed }) => (
              <tr key={kind}>
                <td>{label[language]}</td>
                <td className="number">{count(known)}</td>
                <td className="number">{count(harvested)}</td>
                <td>
                  {baseline === null
                    ? say('coverage.nobaseline')
                    : `${baseline.total === null ? '' : count(baseline.total)} ${baseline.date} ${baseline.document}`}
                </td>
                <td className="number">{unnamed === null ? '—' : count(unnamed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
