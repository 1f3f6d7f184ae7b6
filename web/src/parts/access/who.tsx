import type { ApiSession } from '../../../../api/types.ts';
import { useAct, useMay } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { Refusal } from './refusal.tsx';
import { Scope } from './scope.tsx';
import { useWhoName } from './who-name.ts';

/** Who somebody is here, what they may do, and the way out. */
export function Who({ session }: { session: ApiSession }) {
  const { say, instant } = useSpeech();
  const name = useWhoName();
  const keys = useMay('keys.read');
  const logout = useAct<ApiSession>();
  if (session.role === null) return null;
  return (
    <section className="facts plain">
      <dl>
        <dt>{say('who.name')}</dt>
        <dd>{name(session)}</dd>
        <dt>{say('who.role')}</dt>
        <dd>
          {say(`role.${session.role}`)}
          <div className="small quiet">{say(`role.${session.role}.means`)}</div>
        </dd>
        <dt>{say('who.scope')}</dt>
        <dd>
          <Scope of={{ ...session, role: session.role }} />
        </dd>
        {session.until === null ? null : (
          <>
            <dt>{say('who.until')}</dt>
            <dd>{instant(session.until)}</dd>
          </>
        )}
      </dl>
      {session.via === 'local' ? <p className="note small">{say('who.local.means')}</p> : null}
      <p className="choices">
        {keys ? (
          <PlaceLink path="/keys" className="button">
            {say('who.keys')}
          </PlaceLink>
        ) : null}
        <PlaceLink path="/subscriptions" className="button">
          {say('notices.title')}
        </PlaceLink>
        {session.via === 'session' ? (
          <button
            type="button"
            className="button"
            disabled={logout.isPending}
            onClick={() => logout.mutate({ method: 'DELETE', path: '/session' })}
          >
            {say('login.out')}
          </button>
        ) : null}
      </p>
      <Refusal error={logout.error} />
    </section>
  );
}
