import { type FormEvent, useState } from 'react';
import type { ApiKey, ApiKeyMade } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { Copy } from '../copy.tsx';
import { Refusal } from './refusal.tsx';
import { ScopeFields } from './scope-fields.tsx';

const ROLES: ApiKey['role'][] = ['source-admin', 'analyst', 'admin'];
/** Days that a key may be good for; the empty one is for ever. */
const DAYS = ['30', '90', '365', ''];

/** The form for a new key, and the key itself, shown once. */
export function MakeKey() {
  const { say } = useSpeech();
  const [name, setName] = useState('');
  const [role, setRole] = useState<ApiKey['role']>('source-admin');
  const [sources, setSources] = useState<string[]>([]);
  const [regions, setRegions] = useState<string[]>([]);
  const [days, setDays] = useState('365');
  const make = useAct<ApiKeyMade>(() => {
    setName('');
    setSources([]);
    setRegions([]);
  });
  const narrow = role === 'source-admin';
  const lacks = narrow && sources.length + regions.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const scope = narrow ? { sources, regions } : {};
    const body = { name: name.trim(), role, ...scope, ...(days !== '' && { days: Number(days) }) };
    make.mutate({ method: 'POST', path: '/keys', body });
  };
  return (
    <>
      <form className="form" onSubmit={submit}>
        <h2>{say('keys.make')}</h2>
        <label>
          <span>{say('keys.name')}</span>
          <input required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          <small className="quiet">{say('keys.name.hint')}</small>
        </label>
        <label>
          <span>{say('who.role')}</span>
          <select value={role} onChange={(event) => setRole(event.target.value as ApiKey['role'])}>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {say(`role.${one}`)}
              </option>
            ))}
          </select>
          <small className="quiet">{say(`role.${role}.means`)}</small>
        </label>
        {narrow ? (
          <ScopeFields
            regions={regions}
            setRegions={setRegions}
            sources={{ chosen: sources, choose: setSources }}
          />
        ) : null}
        <label>
          <span>{say('keys.days')}</span>
          <select value={days} onChange={(event) => setDays(event.target.value)}>
            {DAYS.map((n) => (
              <option key={n} value={n}>
                {n === '' ? say('keys.days.ever') : say('keys.days.n', { n: Number(n) })}
              </option>
            ))}
          </select>
        </label>
        <Refusal error={make.error} />
        <p>
          <button type="submit" className="button main" disabled={make.isPending || lacks}>
            {say('keys.make')}
          </button>
        </p>
        {lacks ? <p className="small quiet">{say('keys.scope.needed')}</p> : null}
      </form>
      {make.data === undefined ? null : (
        <div className="note warn" role="status">
          <p>{say('keys.made')}</p>
          <p className="secret">
            <code>{make.data.key}</code> <Copy text={make.data.key} />
          </p>
        </div>
      )}
    </>
  );
}
