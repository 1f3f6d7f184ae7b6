/** One's own subscriptions: what is told, where it goes, how it stands. */
import { useSearchParams } from 'react-router';
import type { ApiSubscription } from '../../../../api/types.ts';
import { useSession } from '../../api/acts.ts';
import { useSubscriptions } from '../../api/notices.ts';
import { Allowed } from '../../parts/access/allowed.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Everybody } from '../../parts/notices/everybody.tsx';
import { SubscriptionRow } from '../../parts/notices/subscription-row.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useSpeech } from '../../words/language.tsx';

export function SubscriptionsPage() {
  const { say } = useSpeech();
  const [search] = useSearchParams();
  const session = useSession().data;
  const asked = session !== undefined && session.role !== null;
  usePageTitle(say('notices.title'));
  return (
    <>
      <h1>{say('notices.title')}</h1>
      <p className="quiet">{say('notices.lead')}</p>
      <p className="choices">
        <PlaceLink path="/subscriptions/new" className="button main">
          {say('notices.new')}
        </PlaceLink>
        <PlaceLink path="/deliveries" className="button">
          {say('notices.deliveries')}
        </PlaceLink>
        <Everybody />
      </p>
      <Allowed right="subscriptions.own" what={say('notices.what')}>
        <Own asked={asked} all={search.has('all')} />
      </Allowed>
    </>
  );
}

function Own({ asked, all }: { asked: boolean; all: boolean }) {
  const subscriptions = useSubscriptions(asked, all);
  return <Answer of={subscriptions}>{({ items }) => <Table subscriptions={items} />}</Answer>;
}

function Table({ subscriptions }: { subscriptions: ApiSubscription[] }) {
  const { say } = useSpeech();
  if (subscriptions.length === 0) return <p className="note">{say('notices.none')}</p>;
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{say('notices.name')}</th>
            <th>{say('notices.occasions')}</th>
            <th>{say('notices.to')}</th>
            <th>{say('notices.grouping')}</th>
            <th>{say('notices.state')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {subscriptions.map((one) => (
            <SubscriptionRow key={one.id} subscription={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
