import { useLocation } from 'react-router';
import { useSession } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { useWhoName } from './who-name.ts';

/** Who is at the page, in the bar; where nobody is, the way to log in and back. */
export function WhoLink() {
  const { say } = useSpeech();
  const { pathname } = useLocation();
  const session = useSession().data;
  const name = useWhoName();
  const known = session !== undefined && session.role !== null && session.via !== 'local';
  const query =
    known || pathname === '/login' ? new URLSearchParams() : new URLSearchParams({ to: pathname });
  return (
    <span className="who" title={known ? name(session) : ''}>
      <PlaceLink path="/login" query={query}>
        {known && session.role !== null ? say(`role.${session.role}`) : say('nav.login')}
      </PlaceLink>
    </span>
  );
}
