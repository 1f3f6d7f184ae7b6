/** A source's schedule: typed as cron, its next slots told before it is kept. */
import { type FormEvent, useState } from 'react';
import type { ApiSource } from '../../../../../api/types.ts';
import { useSlots } from '../../../api/sources.ts';
import { useSpeech } from '../../../words/language.tsx';
import { FieldFault, faultInOnly } from '../../access/field-fault.tsx';
import { Refusal } from '../../access/refusal.tsx';
import { useSettled } from '../../suggest/settled.ts';
import { SetBeside } from './set-beside.tsx';
import { useSetting } from './setting.ts';

/** For who does not write cron, at an hour when nobody is at work. */
const USUAL = [
  ['daily', '0 3 * * *'],
  ['weekly', '0 3 * * 1'],
  ['monthly', '0 3 1 * *'],
] as const;
const TYPED_MS = 400;

export function ScheduleForm({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const own = source.schedule ?? '';
  const [typed, setTyped] = useState(own);
  const asked = typed.trim();
  const settled = useSettled(asked, TYPED_MS);
  const slots = useSlots(source.id, settled);
  const { set, isPending, error, reset } = useSetting(source);
  const fault = faultInOnly(error, 'schedule') ?? faultInOnly(slots.error, 'schedule');
  const choose = (schedule: string) => {
    reset();
    setTyped(schedule);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set({ schedule: asked });
  };
  return (
    <form className="form" onSubmit={submit} aria-label={say('set.schedule')}>
      <label>
        <span>{say('set.schedule')}</span>
        <input
          className="code"
          required
          maxLength={100}
          spellCheck={false}
          value={typed}
          onChange={(event) => choose(event.target.value)}
          aria-invalid={fault !== undefined}
          aria-describedby="schedule-hint schedule-fault"
        />
      </label>
      <small id="schedule-hint" className="quiet">
        {say('set.schedule.hint')}
      </small>
      <FieldFault id="schedule-fault" fault={fault} />
      <div className="chips">
        {USUAL.map(([name, schedule]) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={asked === schedule}
            onClick={() => choose(schedule)}
          >
            {say(`set.schedule.${name}`)}
          </button>
        ))}
      </div>
      {slots.data === undefined || fault !== undefined ? null : (
        <Slots slots={slots.data.slots} paused={source.set.paused !== null} />
      )}
      {fault === undefined ? <Refusal error={error} /> : null}
      <p>
        <button type="submit" className="button main" disabled={isPending || asked === own || asked === ''}>
          {say('set.keep')}
        </button>
      </p>
      <SetBeside
        source={source}
        set={source.set.schedule}
        file={source.file.schedule ?? say('set.schedule.default')}
        back={() => set({ schedule: null })}
        disabled={isPending}
      />
    </form>
  );
}

function Slots({ slots, paused }: { slots: string[]; paused: boolean }) {
  const { say, instant, language } = useSpeech();
  const days = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
    timeZone: 'Asia/Shanghai',
    weekday: 'short',
  });
  return (
    <div className="slots">
      <h4>{say(paused ? 'set.slots.paused' : 'set.slots')}</h4>
      <ol>
        {slots.map((slot) => (
          <li key={slot}>
            <time dateTime={slot}>{instant(slot)}</time>{' '}
            <span className="quiet">{days.format(new Date(slot))}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
