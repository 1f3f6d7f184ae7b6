import type { ApiSubscriptionMade } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { Copy } from '../copy.tsx';
import { PlaceLink } from '../place-link.tsx';

/** What happens now; of a webhook its signing key, shown once. */
export function Made({ made: { made, secret } }: { made: ApiSubscriptionMade }) {
  const { say } = useSpeech();
  return (
    <>
      <div className="note warn" role="status">
        {secret === null ? (
          <p>{say('notices.made.mail', { to: made.channel.to })}</p>
        ) : (
          <>
            <p>{say('notices.made.webhook')}</p>
            <p className="secret">
              <code>{secret}</code> <Copy text={secret} />
            </p>
          </>
        )}
      </div>
      <p>
        <PlaceLink path="/subscriptions" className="button">
          {say('notices.title')}
        </PlaceLink>
      </p>
    </>
  );
}
