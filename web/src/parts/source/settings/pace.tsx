/** How many requests a second a source gets: no more than its file allows. */
import { type FormEvent, useState } from 'react';
import type { ApiSource } from '../../../../../api/types.ts';
import { useSpeech } from '../../../words/language.tsx';
import { FieldFault, faultInOnly } from '../../access/field-fault.tsx';
import { Refusal } from '../../access/refusal.tsx';
import { SetBeside } from './set-beside.tsx';
import { useSetting } from './setting.ts';

export function PaceForm({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const { set, isPending, error, reset } = useSetting(source);
  const own = source.pace?.perSecond ?? null;
  const most = source.file.perSecond;
  const [typed, setTyped] = useState(own === null ? '' : String(own));
  const fault = faultInOnly(error, 'perSecond');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set({ perSecond: Number(typed) });
  };
  const quiet = source.pace?.quiet ?? null;
  return (
    <form className="form" onSubmit={submit} noValidate aria-label={say('set.pace')}>
      <label>
        <span>{say('set.pace')}</span>
        <input
          type="number"
          step="any"
          value={typed}
          placeholder={say('set.pace.none')}
          onChange={(event) => {
            reset();
            setTyped(event.target.value);
          }}
          aria-invalid={fault !== undefined}
          aria-describedby="pace-hint pace-fault"
        />
      </label>
      <small id="pace-hint" className="quiet">
        {most === null ? say('set.pace.free') : say('set.pace.most', { n: String(most) })}{' '}
        {source.pace === null ? null : say('set.concurrency', { n: source.pace.concurrency })}{' '}
        {quiet === null ? null : say('set.quiet', { from: quiet[0], to: quiet[1] })}
      </small>
      <FieldFault id="pace-fault" fault={fault} />
      {fault === undefined ? <Refusal error={error} /> : null}
      <p>
        <button
          type="submit"
          className="button main"
          disabled={isPending || typed === '' || Number(typed) === own}
        >
          {say('set.keep')}
        </button>
      </p>
      <SetBeside
        source={source}
        set={source.set.perSecond}
        file={most === null ? say('set.pace.none') : say('set.pace.value', { n: String(most) })}
        back={() => set({ perSecond: null })}
        disabled={isPending}
      />
    </form>
  );
}
