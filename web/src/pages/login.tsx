/** Logging in by key; whoever is in sees who they are, and goes out again. */
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { ApiSession } from '../../../api/types.ts';
import { useAct, useSession } from '../api/acts.ts';
import { Refusal } from '../parts/access/refusal.tsx';
import { Who } from '../parts/access/who.tsx';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useSpeech } from '../words/language.tsx';

export function LoginPage() {
  const { say } = useSpeech();
  const session = useSession();
  const inside = session.data?.via === 'session' || session.data?.via === 'key';
  usePageTitle(say(inside ? 'who.title' : 'login.title'));
  return (
    <Answer of={session}>
      {(data) => (
        <>
          <h1>{say(inside ? 'who.title' : 'login.title')}</h1>
          {data.role === null ? null : <Who session={data} />}
          {inside ? null : <Form />}
        </>
      )}
    </Answer>
  );
}

/** An address within these pages; anything else is none. */
function within(address: string | null): string | undefined {
  return address !== null && /^\/(?![/\\])/.test(address) ? address : undefined;
}

function Form() {
  const { say, language } = useSpeech();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [key, setKey] = useState('');
  const login = useAct<ApiSession>(() => {
    const to = within(search.get('to'));
    if (to === undefined) return;
    const address = new URL(to, location.origin);
    if (language === 'en') address.searchParams.set('lang', 'en');
    navigate(`${address.pathname}${address.search}`);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate({ method: 'POST', path: '/session', body: { key: key.trim() } });
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>{say('login.lead')}</p>
      <label>
        <span>{say('login.key')}</span>
        <input
          type="password"
          name="key"
          required
          maxLength={500}
          autoComplete="current-password"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </label>
      <Refusal error={login.error} />
      <p>
        <button type="submit" className="button main" disabled={login.isPending}>
          {say('login.in')}
        </button>
      </p>
      <p className="small quiet">{say('login.where')}</p>
    </form>
  );
}
