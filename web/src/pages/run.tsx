/** One harvest: its ledger, its problems, and every record it refused, by name. */
import { useParams } from 'react-router';
import type { ApiRun } from '../../../api/types.ts';
import { useRun } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { ProblemNote } from '../parts/problem.tsx';
import { LedgerView } from '../parts/source/ledger.tsx';
import { Rejections } from '../parts/source/refused/rejections.tsx';
import { useTook } from '../parts/source/run-table.tsx';
import { RUN_LOOKS, StateMark } from '../parts/source/state.tsx';
import { useSpeech } from '../words/language.tsx';

export function RunPage() {
  const { id = '' } = useParams();
  return <Answer of={useRun(id)}>{(run) => <RunView run={run} />}</Answer>;
}

function RunView({ run }: { run: ApiRun }) {
  const { say, instant, count } = useSpeech();
  const took = useTook();
  usePageTitle(run.sourceTitle, say('run.title'));
  return (
    <>
      <p className="crumbs">
        <PlaceLink path="/runs">{say('runs.title')}</PlaceLink>
      </p>
      <h1>
        <PlaceLink path={`/sources/${run.source}`}>{run.sourceTitle}</PlaceLink>
      </h1>
      <p className="dotted" style={{ margin: '0.5rem 0 1rem' }}>
        <StateMark look={RUN_LOOKS[run.status]}>{say(`status.${run.status}`)}</StateMark>
        <span>{instant(run.startedAt)}</span>
        <span>
          {say('run.took')} {took(run)}
        </span>
        <span>
          {say('run.requests')} {count(run.requests.list + run.requests.detail + run.requests.other)}（
          {say('run.requests.detail', run.requests)}）
        </span>
        <span>{say(`trigger.${run.trigger}`)}</span>
        {run.full ? <span>{say('run.full')}</span> : null}
        {run.replay ? <span>{say('run.replay.means')}</span> : null}
        {run.dryRun ? <span>{say('run.dryRun')}</span> : null}
        {run.resumed > 0 ? <span>{say('run.resumed', { n: run.resumed })}</span> : null}
      </p>
      {run.problems.map((problem) => (
        <ProblemNote key={`${problem.code}:${problem.detail}`} problem={problem} />
      ))}
      <LedgerView run={run} />
      <Rejections run={run} />
    </>
  );
}
