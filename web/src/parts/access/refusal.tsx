import { useLocation } from 'react-router';
import { RequestFailure } from '../../api/client.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

/** Why an act was not done: what it means, what to do, and the code in small print. Null says nothing. */
export function Refusal({ error }: { error: unknown }) {
  const { say } = useSpeech();
  const { pathname } = useLocation();
  if (error === null || error === undefined) return null;
  const answer = error instanceof RequestFailure ? error.answer : undefined;
  return (
    <div className="note bad" role="alert">
      <h3>{answer?.message ?? say('act.failed')}</h3>
      <p>{answer?.detail ?? say('error.offline')}</p>
      {answer?.hint ? <p>{answer.hint}</p> : null}
      {answer?.code === 'request.unauthorized' && pathname !== '/login' ? (
        <p>
          <PlaceLink path="/login" query={new URLSearchParams({ to: pathname })}>
            {say('nav.login')}
          </PlaceLink>
        </p>
      ) : null}
      {answer ? <p className="code">{answer.code}</p> : null}
    </div>
  );
}
