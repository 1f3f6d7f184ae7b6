import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ApiDemand } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { Refusal } from '../access/refusal.tsx';
import { RegionField } from '../fields/region-field.tsx';
import { LikelyList } from './likely.tsx';

const EMPTY = { need: '', region: '', purpose: '', contact: '' };

/** Saying what is missed; what may be it already is told at once. The address may bring the need along (`need`, `of`). */
export function LeaveDemand() {
  const { say } = useSpeech();
  const [search] = useSearchParams();
  const brought = search.get('need');
  const [told, setTold] = useState({ ...EMPTY, need: brought ?? '', region: search.get('of') ?? '' });
  const leave = useAct<ApiDemand>(() => setTold(EMPTY));
  const set = (key: keyof typeof EMPTY) => (event: { target: { value: string } }) =>
    setTold({ ...told, [key]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = Object.fromEntries(Object.entries(told).filter(([, value]) => value.trim() !== ''));
    leave.mutate({ method: 'POST', path: '/demands', body });
  };
  return (
    <form className="form" id="leave" onSubmit={submit}>
      <h2>{say('demands.leave')}</h2>
      <label>
        <span>{say('demands.need')}</span>
        <textarea
          required
          minLength={4}
          maxLength={500}
          rows={3}
          value={told.need}
          onChange={set('need')}
          // Who comes with a need goes on where it stands.
          ref={(field) => {
            if (brought !== null && document.activeElement === document.body) field?.focus();
          }}
        />
        <small className="quiet">{say('demands.need.hint')}</small>
      </label>
      <RegionField
        label={say('demands.region')}
        none={say('demands.nowhere')}
        value={told.region}
        choose={(region) => setTold({ ...told, region })}
      />
      <label>
        <span>{say('demands.purpose')}</span>
        <textarea maxLength={500} rows={2} value={told.purpose} onChange={set('purpose')} />
        <small className="quiet">{say('demands.purpose.hint')}</small>
      </label>
      <label>
        <span>{say('demands.contact')}</span>
        <input maxLength={200} autoComplete="email" value={told.contact} onChange={set('contact')} />
        <small className="quiet">{say('demands.contact.hint')}</small>
      </label>
      <Refusal error={leave.error} />
      <p>
        <button type="submit" className="button main" disabled={leave.isPending}>
          {say('demands.leave.send')}
        </button>
      </p>
      {leave.data === undefined ? null : (
        <div className="note" role="status">
          <p>{say('demands.taken')}</p>
          {leave.data.likely.length === 0 ? null : (
            <>
              <p>{say('demands.taken.likely')}</p>
              <LikelyList likely={leave.data.likely} />
            </>
          )}
        </div>
      )}
    </form>
  );
}
