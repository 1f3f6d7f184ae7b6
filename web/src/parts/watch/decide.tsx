/** Where a person notes what was decided of a finding; whoever may not is told how they could. */
import { type FormEvent, useState } from 'react';
import type { ApiFinding } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { Allowed } from '../access/allowed.tsx';
import { Failure } from '../answer.tsx';
import { VERDICTS } from './finding.tsx';

export function Decide({ list, finding }: { list: string; finding: ApiFinding }) {
  const { say } = useSpeech();
  const act = useAct();
  const [decision, setDecision] = useState<string>(finding.decision?.decision ?? 'open');
  const [note, setNote] = useState('');
  const path = `/watch/${list}/${encodeURIComponent(finding.key)}/decision`;
  const send = () => act.mutate({ method: 'PUT', path, body: { decision, ...(note && { note }) } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <Allowed right="watch.decide" what={say('watch.act')}>
      <form className="chips" onSubmit={submit}>
        <select
          className="button"
          aria-label={say('watch.decision')}
          value={decision}
          onChange={(event) => setDecision(event.target.value)}
        >
          {VERDICTS.map((one) => (
            <option key={one} value={one}>
              {say(`watch.${one}`)}
            </option>
          ))}
        </select>
        <input
          className="button"
          maxLength={2000}
          aria-label={say('watch.note')}
          placeholder={say('watch.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <button type="submit" className="button" disabled={act.isPending}>
          {say('watch.keep')}
        </button>
      </form>
      {act.isError ? <Failure error={act.error} again={send} /> : null}
    </Allowed>
  );
}
