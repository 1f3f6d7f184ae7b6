/** How the count of open data platforms grew, year by year as documents say, beside what is harvested now. */
import type { ApiCoverage } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

export function Growth({ of }: { of: ApiCoverage }) {
  const { say, count, language } = useSpeech();
  const figures = of.baselines.filter(
    ({ kind, region, total }) => kind === 'open-platform' && region === of.region && total !== null,
  );
  const now = of.kinds.find(({ kind }) => kind === 'open-platform');
  if (figures.length === 0 || now === undefined) return null;
  const most = Math.max(...figures.map(({ total }) => total ?? 0), now.known);
  const bar = (value: number) => (
    <div className="bar growth" aria-hidden="true">
      <span style={{ width: `${(100 * value) / most}%` }} />
    </div>
  );
  const rest = (value: number | null) => (value === null ? '—' : count(value));
  return (
    <section>
      <h2>{say('coverage.growth')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen it is scrolled by keys */}
      <section className="scroll" tabIndex={0} aria-label={say('coverage.growth')}>
        <table>
          <thead>
            <tr>
              <th>{say('coverage.growth.date')}</th>
              <th className="number">{say('coverage.growth.said')}</th>
              <th className="number">{say('coverage.growth.provincial')}</th>
              <th className="number">{say('coverage.growth.city')}</th>
              <th className="number">{say('coverage.growth.share')}</th>
              <th>{say('coverage.growth.document')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ id, date, total, provincial, city, document }) => (
              <tr key={id}>
                <td className="nowrap">{date}</td>
                <td className="number">
                  {count(total ?? 0)}
                  {bar(total ?? 0)}
                </td>
                <td className="number">{rest(provincial)}</td>
                <td className="number">{rest(city)}</td>
                <td className="number">{`${Math.round((100 * now.harvested) / (total || 1))} %`}</td>
                <td className="small">{document}</td>
              </tr>
            ))}
            <tr>
              <td>{say('coverage.growth.known')}</td>
              <td className="number">
                {count(now.known)}
                {bar(now.known)}
              </td>
              <td colSpan={4} />
            </tr>
            <tr>
              <td>{say('coverage.growth.now')}</td>
              <td className="number">
                {count(now.harvested)}
                {bar(now.harvested)}
              </td>
              <td colSpan={4}>{now.label[language]}</td>
            </tr>
          </tbody>
        </table>
      </section>
    </section>
  );
}
