import type { ApiSubscription } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useOccasions } from '../../api/notices.ts';
import { useSpeech } from '../../words/language.tsx';
import { Refusal } from '../access/refusal.tsx';
import { useSourceTitles } from '../access/scope.tsx';
import { Confirm } from '../confirm.tsx';
import { PlaceLink } from '../place-link.tsx';
import { StateMark } from '../source/state.tsx';
import { addressOf } from './search-address.ts';

const LOOKS = { active: 'good', unconfirmed: 'warn', paused: 'idle', ended: 'idle' } as const;

/** One subscription, and what its owner does with it. */
export function SubscriptionRow({ subscription }: { subscription: ApiSubscription }) {
  const { say, instant, language } = useSpeech();
  const title = useSourceTitles();
  const labels = new Map(
    useOccasions().data?.items.map(({ occasion, label }) => [occasion, label[language]]),
  );
  const { id, name, occasions, sources, regions, search, channel, grouping, state, ending } = subscription;
  const change = useAct<ApiSubscription>();
  const trial = useAct<ApiSubscription>();
  const path = `/subscriptions/${encodeURIComponent(id)}`;
  const asked = search === null ? null : addressOf(search);
  return (
    <tr>
      <td>
        {name}
        <div className="small quiet nowrap">{instant(subscription.madeAt)}</div>
      </td>
      <td>
        {occasions.map((occasion) => labels.get(occasion) ?? occasion).join('、')}
        <div className="small quiet">
          {asked === null ? (
            [...sources.map(title), ...regions].join('、')
          ) : (
            <PlaceLink path="/search" query={asked}>
              {search?.text || say('notices.search.all')}
            </PlaceLink>
          )}
        </div>
      </td>
      <td>
        {channel.to}
        <div className="small quiet">{say(`notices.channel.${channel.kind}`)}</div>
      </td>
      <td>{say(`notices.grouping.${grouping}`)}</td>
      <td>
        <StateMark look={LOOKS[state]}>{say(`notices.state.${state}`)}</StateMark>
        {ending === null ? null : <div className="small quiet">{say(`notices.ending.${ending}`)}</div>}
      </td>
      <td>
        <div className="choices">
          <PlaceLink path="/deliveries" query={new URLSearchParams({ subscription: id })} className="button">
            {say('notices.deliveries')}
          </PlaceLink>
          {state === 'active' || state === 'paused' ? (
            <button
              type="button"
              className="button"
              disabled={change.isPending}
              onClick={() =>
                change.mutate({
                  ...{ method: 'PUT', path },
                  body: { state: state === 'active' ? 'paused' : 'active' },
                })
              }
            >
              {say(state === 'active' ? 'notices.pause' : 'notices.resume')}
            </button>
          ) : null}
          {state === 'active' ? (
            <button
              type="button"
              className="button"
              disabled={trial.isPending}
              onClick={() => trial.mutate({ method: 'POST', path: `${path}/trial` })}
            >
              {say(trial.isSuccess ? 'notices.trial.done' : 'notices.trial')}
            </button>
          ) : null}
          {state === 'ended' ? null : (
            <Confirm
              sure={say('notices.end.sure')}
              disabled={change.isPending}
              act={() => change.mutate({ method: 'DELETE', path })}
            >
              {say('notices.end')}
            </Confirm>
          )}
        </div>
        <Refusal error={change.error ?? trial.error} />
      </td>
    </tr>
  );
}
