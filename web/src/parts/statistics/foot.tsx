/** What the figures mean, for when they hold, and how they are taken along. */
import type { ApiTable } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { Copy } from '../copy.tsx';

const FORMATS = ['csv', 'xlsx', 'parquet', 'json'] as const;

export function StatisticsFoot({ table, query }: { table: ApiTable; query: URLSearchParams }) {
  const { say, instant, language } = useSpeech();
  const { measure, at } = table;
  return (
    <footer className="means small">
      <p>
        {say('statistics.take')}
        {FORMATS.map((format) => (
          <a key={format} href={`/api/v1/exports/table.${format}?${query}`} download>
            {format.toUpperCase()}
          </a>
        ))}
        <a href={`/api/v1/statistics/table?${query}`}>{say('statistics.api')}</a>
      </p>
      <p>
        {say('statistics.link')} <Copy text={location.href} />
      </p>
      <dl>
        <div>
          <dt>{measure.label[language]}</dt>
          <dd>{measure.means[language]}</dd>
        </div>
        <div>
          <dt>{say('statistics.whole')}</dt>
          <dd>{say('statistics.whole.means')}</dd>
        </div>
        <div>
          <dt>{say('statistics.unstated')}</dt>
          <dd>{say('statistics.unstated.means')}</dd>
        </div>
      </dl>
      <p className="quiet">{say('foot.date', { date: instant(at) })}</p>
    </footer>
  );
}
