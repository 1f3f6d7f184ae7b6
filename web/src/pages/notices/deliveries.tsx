/** What was sent: to whom, how often it was tried, what was answered; what was given up can be sent again. */
import { useSearchParams } from 'react-router';
import type { ApiDelivery, ApiDeliveryList } from '../../../../api/types.ts';
import { useSession } from '../../api/acts.ts';
import { useDeliveries } from '../../api/notices.ts';
import { Allowed } from '../../parts/access/allowed.tsx';
import { Answer } from '../../parts/answer.tsx';
import { useChoosing } from '../../parts/choosing.ts';
import { DeliveryRow } from '../../parts/notices/delivery-row.tsx';
import { Everybody } from '../../parts/notices/everybody.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { PlaceLink } from '../../parts/place-link.tsx';
import { useSpeech } from '../../words/language.tsx';

const STATES: ApiDelivery['state'][] = ['waiting', 'sending', 'delivered', 'dead', 'dropped'];

export function DeliveriesPage() {
  const { say } = useSpeech();
  const [search, choose] = useChoosing();
  usePageTitle(say('deliveries.title'));
  return (
    <>
      <h1>{say('deliveries.title')}</h1>
      <p className="quiet">{say('deliveries.lead')}</p>
      <p className="choices">
        <select
          className="button"
          value={search.get('state') ?? ''}
          onChange={(event) => choose('state', event.target.value)}
          aria-label={say('deliveries.state')}
        >
          <option value="">{say('deliveries.any')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {say(`deliveries.state.${state}`)}
            </option>
          ))}
        </select>
        <PlaceLink path="/subscriptions" className="button">
          {say('notices.title')}
        </PlaceLink>
        <Everybody />
      </p>
      <Allowed right="subscriptions.own" what={say('notices.what')}>
        <Sent />
      </Allowed>
    </>
  );
}

function Sent() {
  const [search] = useSearchParams();
  const session = useSession().data;
  const asked = new URLSearchParams({ size: '20' });
  for (const name of ['state', 'subscription', 'cursor']) {
    const value = search.get(name);
    if (value) asked.set(name, value);
  }
  if (search.has('all')) asked.set('all', 'true');
  const deliveries = useDeliveries(session?.role == null ? null : asked);
  return <Answer of={deliveries}>{(page) => <Table page={page} search={search} />}</Answer>;
}

function Table({ page: { items, cursor }, search }: { page: ApiDeliveryList; search: URLSearchParams }) {
  const { say } = useSpeech();
  if (items.length === 0) return <p className="note">{say('deliveries.none')}</p>;
  const next = new URLSearchParams(search);
  if (cursor !== null) next.set('cursor', cursor);
  return (
    <>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('deliveries.at')}</th>
              <th>{say('notices.to')}</th>
              <th>{say('deliveries.what')}</th>
              <th>{say('deliveries.attempts')}</th>
              <th>{say('deliveries.state')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <DeliveryRow key={one.id} delivery={one} />
            ))}
          </tbody>
        </table>
      </div>
      {cursor === null ? null : (
        <p>
          <PlaceLink path="/deliveries" query={next} className="button">
            {say('deliveries.more')}
          </PlaceLink>
        </p>
      )}
    </>
  );
}
