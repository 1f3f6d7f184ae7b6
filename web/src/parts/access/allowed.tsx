import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useSession } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

interface Props {
  right: string;
  source?: string;
  /** What the right lets one do, as a verb. */
  what: string;
  children: ReactNode;
}

/** What only some may do; whoever may not is told so, and a stranger how to log in. */
export function Allowed({ right, source, what, children }: Props) {
  const { say } = useSpeech();
  const { pathname, search } = useLocation();
  const session = useSession(source).data;
  if (session === undefined) return null;
  if (session.may.includes(right)) return children;
  if (session.role !== null) return <p className="quiet">{say('login.denied', { what })}</p>;
  return (
    <p className="quiet">
      {say('login.needed', { what })}{' '}
      <PlaceLink path="/login" query={new URLSearchParams({ to: `${pathname}${search}` })}>
        {say('nav.login')}
      </PlaceLink>
    </p>
  );
}
