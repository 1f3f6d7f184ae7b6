/** What an administrator sets of a source beside its file: schedule, pace, pause. */
import type { ApiSource } from '../../../../../api/types.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Allowed } from '../../access/allowed.tsx';
import { Refusal } from '../../access/refusal.tsx';
import { useWhoName } from '../../access/who-name.ts';
import { PaceForm } from './pace.tsx';
import { RowOf } from './row-of.tsx';
import { ScheduleForm } from './schedule.tsx';
import { useSetting } from './setting.ts';

export function SettingsView({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  // Keyed by what holds: what is typed gives way once it is kept or taken back.
  return (
    <Allowed right="sources.set" source={source.id} what={say('set.what')}>
      <p className="quiet">{say(source.added === null ? 'set.lead' : 'set.lead.added')}</p>
      <Running source={source} />
      <div className="halves">
        <ScheduleForm key={`schedule ${source.schedule}`} source={source} />
        <PaceForm key={`pace ${source.pace?.perSecond}`} source={source} />
      </div>
      <RowOf source={source} />
    </Allowed>
  );
}

/** Whether the schedule is kept to, who stopped it, and the button that turns it. */
function Running({ source }: { source: ApiSource }) {
  const { say, instant } = useSpeech();
  const who = useWhoName();
  const { set, isPending, error } = useSetting(source);
  const { paused } = source.set;
  return (
    <section aria-label={say('set.running')}>
      {paused === null ? null : (
        <p className="note warn">{say('set.running.paused', { who: who(paused), at: instant(paused.at) })}</p>
      )}
      <p className="choices">
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => set({ paused: paused === null })}
        >
          {say(paused === null ? 'set.pause' : 'set.resume')}
        </button>
      </p>
      <p className="small quiet">{say('set.pause.means')}</p>
      <Refusal error={error} />
    </section>
  );
}
