/** Statistics: two facets crossed and a measure, as picture and table of one answer; the address is the whole state. */
import { lazy, Suspense, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ApiTable, Facet } from '../../../api/types.ts';
import { useTable } from '../api/statistics.ts';
import { Answer, Skeleton } from '../parts/answer.tsx';
import { toggleValue } from '../parts/choosing.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useAddress } from '../parts/place-link.tsx';
import { Choices } from '../parts/statistics/choices.tsx';
import { StatisticsFilters } from '../parts/statistics/filters.tsx';
import { StatisticsFoot } from '../parts/statistics/foot.tsx';
import { plotOf } from '../parts/statistics/plot.ts';
import { Presets } from '../parts/statistics/presets.tsx';
import { questionOf, tableQuery } from '../parts/statistics/question.ts';
import { FiguresTable } from '../parts/statistics/table.tsx';
import { useSpeech } from '../words/language.tsx';

const Chart = lazy(() => import('../parts/statistics/chart.tsx'));

export function StatisticsPage() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const question = useMemo(() => questionOf(search), [search]);
  const query = useMemo(() => tableQuery(question), [question]);
  const answer = useTable(query);
  const change = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(search);
    next.delete('all');
    edit(next);
    setSearch(next, { preventScrollReset: true });
  };
  const set = (next: URLSearchParams, name: string, value: string | undefined) =>
    value === undefined || value === '' ? next.delete(name) : next.set(name, value);
  const toggle = (facet: Facet, value: string) => change((next) => toggleValue(next, facet, value));
  const swap = () =>
    change((next) => {
      set(next, 'rows', question.columns);
      set(next, 'columns', question.rows);
    });
  const sides = [question.rows, question.columns].flatMap((facet) => facet ?? []);
  const crossed = sides.map((facet) => say(`facet.${facet}`)).join(' × ');
  const name = query === null ? '' : `${crossed}${say('colon')}${say(`measure.${question.measure}`)}`;
  usePageTitle(name, say('nav.statistics'));
  return (
    <div className="statistics">
      <h1>{name || say('nav.statistics')}</h1>
      <Choices
        question={question}
        choose={(side, value) => change((next) => set(next, side, value))}
        swap={swap}
      />
      <StatisticsFilters filters={question.filters} toggle={toggle} />
      {query === null ? (
        <section>
          <h2>{say('statistics.start')}</h2>
          <Presets />
        </section>
      ) : (
        <Answer of={answer} lines={12}>
          {(table) => (
            <div aria-busy={answer.isPlaceholderData}>
              <Shown table={table} name={name} showAll={() => change((next) => next.set('all', '1'))} />
              <StatisticsFoot table={table} query={query} />
            </div>
          )}
        </Answer>
      )}
      {query === null ? null : (
        <details>
          <summary>{say('statistics.presets')}</summary>
          <Presets />
        </details>
      )}
    </div>
  );
}

function Shown({ table, name, showAll }: { table: ApiTable; name: string; showAll: () => void }) {
  const { say, language } = useSpeech();
  const navigate = useNavigate();
  const address = useAddress();
  const plot = useMemo(() => plotOf(table, language), [table, language]);
  if (plot === null || table.total.entries === 0) return <p className="note">{say('statistics.empty')}</p>;
  const left = (table.rows?.left ?? 0) + (table.columns?.left ?? 0);
  return (
    <>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Chart
          plot={plot}
          measure={table.measure}
          name={name}
          open={(found) => navigate(address('/search', new URLSearchParams(found)))}
        />
      </Suspense>
      <FiguresTable table={table} />
      {left === 0 ? null : (
        <p className="small">
          {say('statistics.left', { n: left })}{' '}
          <button type="button" className="link" onClick={showAll}>
            {say('statistics.all')}
          </button>
        </p>
      )}
    </>
  );
}
