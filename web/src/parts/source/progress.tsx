import type { ApiProgress, ApiRun } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { StateMark } from './state.tsx';

/** A run that is going on: so far, and of how many where the source has said. */
export function Progress({ run, told }: { run: ApiRun; told: ApiProgress | undefined }) {
  const { say, count, instant } = useSpeech();
  const { ledger, requests } = told?.run === run.id ? told : run;
  const rejected = Object.values(ledger.rejected).reduce((sum, rows) => sum + rows, 0);
  const asked = requests.list + requests.detail + requests.other;
  return (
    <div className="note" id="progress">
      <p className="dotted">
        <StateMark look="busy">
          {say(run.dryRun ? 'run.dryRun' : run.replay ? 'run.replay' : 'status.running')}
        </StateMark>
        <span>
          {ledger.declared === null
            ? say('progress.listed', { n: ledger.listed })
            : say('progress.of', { n: ledger.listed, all: ledger.declared })}
        </span>
        <span>
          {say('ledger.added')} {count(ledger.added)}
        </span>
        <span>
          {say('ledger.updated')} {count(ledger.updated)}
        </span>
        <span>
          {say('ledger.rejected')} {count(rejected)}
        </span>
        <span>
          {say('run.requests')} {count(asked)}
        </span>
      </p>
      {ledger.declared === null || ledger.declared === 0 ? null : (
        <progress value={ledger.listed} max={ledger.declared} aria-label={say('progress.label')} />
      )}
      <p className="small quiet">
        {say('progress.since', { at: instant(run.startedAt) })}{' '}
        <PlaceLink path={`/runs/${encodeURIComponent(run.id)}`}>{say('run.title')}</PlaceLink>
      </p>
    </div>
  );
}
