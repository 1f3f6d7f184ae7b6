/** A new subscription, for a search or a source that one comes from, or for whatever one may be told. */
import { useSearchParams } from 'react-router';
import { useSession } from '../../api/acts.ts';
import { useOccasions } from '../../api/notices.ts';
import { Answer } from '../../parts/answer.tsx';
import { SubscribeForm } from '../../parts/notices/subscribe-form.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { useSpeech } from '../../words/language.tsx';

export function SubscribePage() {
  const { say } = useSpeech();
  const [search] = useSearchParams();
  const session = useSession();
  usePageTitle(say('notices.new'));
  return (
    <>
      <h1>{say('notices.new')}</h1>
      <p className="quiet">{say('notices.lead')}</p>
      <Answer of={useOccasions()}>
        {({ items, mail }) => (
          <Answer of={session}>
            {({ role }) => (
              <SubscribeForm
                occasions={items}
                mail={mail}
                stranger={role === null}
                asked={search.get('asked')}
                source={search.get('source')}
                demand={search.get('demand')}
              />
            )}
          </Answer>
        )}
      </Answer>
    </>
  );
}
