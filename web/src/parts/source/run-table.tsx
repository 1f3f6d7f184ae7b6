import type { ApiRun } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { RowsBar } from './rows-bar.tsx';
import { RUN_LOOKS, StateMark } from './state.tsx';

/** How long a run took, in words; a running one up to its last heartbeat. */
export function useTook(): (run: ApiRun) => string {
  const { say } = useSpeech();
  return (run) => {
    const seconds = (Date.parse(run.endedAt ?? run.heartbeatAt) - Date.parse(run.startedAt)) / 1000;
    if (seconds < 60) return say('took.seconds', { n: seconds.toFixed(1) });
    return say('took.minutes', { m: Math.floor(seconds / 60), s: Math.round(seconds % 60) });
  };
}

export function RunTable({ runs, withSource = false }: { runs: ApiRun[]; withSource?: boolean }) {
  const { say, count, instant } = useSpeech();
  const took = useTook();
  if (runs.length === 0) return <p className="quiet">{say('runs.none')}</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{say('run.started')}</th>
            {withSource ? <th>{say('run.source')}</th> : null}
            <th>{say('run.status')}</th>
            <th className="number">{say('ledger.listed')}</th>
            <th className="number">{say('ledger.added')}</th>
            <th className="number">{say('ledger.updated')}</th>
            <th className="number">{say('ledger.rejected')}</th>
            <th className="number">{say('ledger.removed')}</th>
            <th className="number">{say('ledger.indexed')}</th>
            <th className="number">{say('run.took')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className="nowrap" data-row>
                <PlaceLink path={`/runs/${encodeURIComponent(run.id)}`}>{instant(run.startedAt)}</PlaceLink>
              </td>
              {withSource ? (
                <td>
                  <PlaceLink path={`/sources/${run.source}`}>{run.sourceTitle}</PlaceLink>
                </td>
              ) : null}
              <td>
                <StateMark look={RUN_LOOKS[run.status]}>{say(`status.${run.status}`)}</StateMark>
                {run.replay ? <div className="small">{say('run.replay')}</div> : null}
                {run.dryRun ? <div className="small">{say('run.dryRun')}</div> : null}
                {run.problems[0] ? <div className="small">{run.problems[0].message}</div> : null}
              </td>
              <td className="number">
                {count(run.ledger.listed)}
                <RowsBar run={run} />
              </td>
              <td className="number">{count(run.ledger.added)}</td>
              <td className="number">{count(run.ledger.updated)}</td>
              <td className="number">
                {run.rejected === 0 ? (
                  0
                ) : (
                  <PlaceLink path={`/runs/${encodeURIComponent(run.id)}`}>{count(run.rejected)}</PlaceLink>
                )}
              </td>
              <td className="number">{count(run.ledger.removed)}</td>
              <td className="number">{count(run.ledger.indexed)}</td>
              <td className="number">{took(run)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
