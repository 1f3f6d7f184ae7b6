/** What an administrator does with a source: harvest now, try without writing, read again, stop. */
import { useState } from 'react';
import type { ApiRun, ApiSource } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useProgress } from '../../api/progress.ts';
import { useSpeech } from '../../words/language.tsx';
import { Allowed } from '../access/allowed.tsx';
import { Refusal } from '../access/refusal.tsx';
import { Confirm } from '../confirm.tsx';
import { PlaceLink } from '../place-link.tsx';
import { Progress } from './progress.tsx';

type Options = { full?: boolean; dryRun?: boolean; replay?: boolean };

export function Actions({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const running = source.lastRun?.status === 'running' ? source.lastRun : null;
  const progress = useProgress(source.id, running !== null);
  // A catalogue that comes as a file is harvested once there is one.
  const ready = source.unharvestable === undefined || (source.takesFiles && source.lastRun !== null);
  return (
    <section className="actions" aria-label={say('act.title')}>
      {running === null ? null : <Progress run={running} told={progress} />}
      <Allowed right="runs.start" source={source.id} what={say('act.what')}>
        {running !== null ? <Stop run={running} /> : ready ? <Start source={source} /> : null}
        <p className="small">
          <PlaceLink path="/subscriptions/new" query={new URLSearchParams({ source: source.id })}>
            {say('source.subscribe')}
          </PlaceLink>
        </p>
      </Allowed>
    </section>
  );
}

function Start({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const [full, setFull] = useState(false);
  const start = useAct<ApiRun>();
  const begin = (options: Options) =>
    start.mutate({ method: 'POST', path: `/sources/${encodeURIComponent(source.id)}/runs`, body: options });
  return (
    <>
      <p className="choices">
        <button
          type="button"
          className="button main"
          disabled={start.isPending}
          onClick={() => begin(full ? { full } : {})}
        >
          {say('act.run')}
        </button>
        <button
          type="button"
          className="button"
          disabled={start.isPending}
          title={say('act.dryRun.means')}
          onClick={() => begin({ dryRun: true, ...(full && { full }) })}
        >
          {say('act.dryRun')}
        </button>
        {source.entries === 0 ? null : (
          <button
            type="button"
            className="button"
            disabled={start.isPending}
            title={say('act.replay.means')}
            onClick={() => begin({ replay: true })}
          >
            {say('act.replay')}
          </button>
        )}
        <label className="tick" title={say('act.full.means')}>
          <input type="checkbox" checked={full} onChange={(event) => setFull(event.target.checked)} />
          {say('act.full')}
        </label>
      </p>
      <Refusal error={start.error} />
    </>
  );
}

function Stop({ run }: { run: ApiRun }) {
  const { say } = useSpeech();
  const stop = useAct<ApiRun>();
  return (
    <>
      <Confirm
        sure={say('act.stop.sure')}
        disabled={stop.isPending}
        act={() => stop.mutate({ method: 'POST', path: `/runs/${encodeURIComponent(run.id)}/stop` })}
      >
        {say('act.stop')}
      </Confirm>
      <Refusal error={stop.error} />
    </>
  );
}
