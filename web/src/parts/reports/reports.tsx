/** What readers reported of the source's resources: open ones first asked for, each closed with a note. */

import { useState } from 'react';
import type { ApiSource } from '../../../../api/types.ts';
import { useMay } from '../../api/acts.ts';
import { useReports } from '../../api/demands.ts';
import { useSpeech } from '../../words/language.tsx';
import { Allowed } from '../access/allowed.tsx';
import { Answer } from '../answer.tsx';
import { useChoosing } from '../choosing.ts';
import { ListPages } from '../list-pages.tsx';
import { ReportItem } from './report-item.tsx';

const STATES = ['open', 'closed'] as const;

export function ReportsView({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const [search, choose] = useChoosing();
  const [cursor, setCursor] = useState<string | null>(null);
  const may = useMay('reports.read', source.id) === true;
  const state = STATES.find((one) => one === search.get('state')) ?? 'open';
  const query = new URLSearchParams({
    source: source.id,
    state,
    size: '20',
    ...(cursor !== null && { cursor }),
  });
  return (
    <Allowed right="reports.read" source={source.id} what={say('reports.what')}>
      <label className="choices">
        {say('reports.state')}
        <select
          className="button"
          value={state}
          onChange={(event) => {
            setCursor(null);
            choose('state', event.target.value);
          }}
        >
          {STATES.map((one) => (
            <option key={one} value={one}>
              {say(`reports.state.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Answer of={useReports(may ? query : null)} lines={3}>
        {(list) => (
          <>
            <p className="quiet small">{say('reports.count', { n: list.total })}</p>
            <ol className="demands">
              {list.items.map((report) => (
                <ReportItem key={report.id} report={report} />
              ))}
            </ol>
            <ListPages from={cursor} next={list.cursor} go={setCursor} />
          </>
        )}
      </Answer>
    </Allowed>
  );
}
