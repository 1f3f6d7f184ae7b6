import { type FormEvent, useState } from 'react';
import type { ApiOccasions, ApiSubscription, ApiSubscriptionMade } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSources } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { Refusal } from '../access/refusal.tsx';
import { ScopeFields } from '../access/scope-fields.tsx';
import { PlaceLink } from '../place-link.tsx';
import { DemandField } from './demand-field.tsx';
import { Made } from './made.tsx';
import { addressOf, searchOf } from './search-address.ts';

type Occasion = ApiSubscription['occasions'][number];
const GROUPINGS: ApiSubscription['grouping'][] = ['at-once', 'hourly', 'daily', 'weekly'];
/** What somebody who looks after a source wants to hear of first. */
const OF_SOURCE: Occasion[] = [
  'deletions-held',
  'source-blocked',
  'format-changed',
  'source-moved',
  'run-failed',
];

interface Props {
  occasions: ApiOccasions['items'];
  mail: boolean;
  /** Nobody is logged in. */
  stranger: boolean;
  /** A search, as the address of its page has it. */
  asked: string | null;
  source: string | null;
  demand: string | null;
}

export function SubscribeForm({ occasions, mail, stranger, asked, source, demand }: Props) {
  const { say, language } = useSpeech();
  const titled = useSources().data?.items.find(({ id }) => id === source)?.title;
  const search = asked === null ? null : searchOf(new URLSearchParams(asked));
  const offered = occasions.filter(({ occasion }) => occasion !== 'new-entries' || search !== null);
  const [chosen, setChosen] = useState<Occasion[]>(
    search !== null
      ? ['new-entries']
      : source !== null
        ? OF_SOURCE
        : demand !== null
          ? ['demand-matched']
          : [],
  );
  // Until somebody names it, it is called after what it is for; the source's name may come after the form.
  const [named, setName] = useState<string>();
  const name = named ?? search?.text ?? titled ?? '';
  const [sources, setSources] = useState(source === null ? [] : [source]);
  const [regions, setRegions] = useState<string[]>([]);
  const [demands, setDemands] = useState(demand === null ? [] : [demand]);
  const [percent, setPercent] = useState('10');
  const [kind, setKind] = useState<'mail' | 'webhook'>(mail ? 'mail' : 'webhook');
  const [to, setTo] = useState('');
  const [grouping, setGrouping] = useState<ApiSubscription['grouping']>('daily');
  const make = useAct<ApiSubscriptionMade>();
  const wanted = chosen.filter((occasion) => offered.some((one) => one.occasion === occasion));
  const turn = (occasion: Occasion) =>
    setChosen(chosen.includes(occasion) ? chosen.filter((one) => one !== occasion) : [...chosen, occasion]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const channel = kind === 'mail' ? { kind, address: to.trim() } : { kind, url: to.trim() };
    const about = { sources, regions, search, demands, share: Number(percent) / 100 };
    const body = { name: name.trim(), occasions: wanted, ...about, grouping, channel };
    make.mutate({ method: 'POST', path: '/subscriptions', body });
  };
  if (make.data !== undefined) return <Made made={make.data} />;
  if (stranger && !mail) return <p className="note">{say('notices.mail.login')}</p>;
  return (
    <form className="form" onSubmit={submit}>
      <label>
        <span>{say('notices.name')}</span>
        <input required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        <small className="quiet">{say('notices.name.hint')}</small>
      </label>
      <fieldset>
        <legend>{say('notices.occasions')}</legend>
        {offered.map(({ occasion, label }) => (
          <label key={occasion} className="check">
            <input type="checkbox" checked={wanted.includes(occasion)} onChange={() => turn(occasion)} />{' '}
            {label[language]}
          </label>
        ))}
        {search === null ? (
          <p className="small quiet">{say('notices.search.none')}</p>
        ) : (
          <p className="small quiet">
            {say('notices.search')}{' '}
            <PlaceLink path="/search" query={addressOf(search)}>
              {search.text || say('notices.search.all')}
            </PlaceLink>
          </p>
        )}
      </fieldset>
      <ScopeFields
        regions={regions}
        setRegions={setRegions}
        {...(!stranger && { sources: { chosen: sources, choose: setSources } })}
      />
      <p className="small quiet">{say('notices.scope.hint')}</p>
      {wanted.includes('demand-matched') ? <DemandField chosen={demands} choose={setDemands} /> : null}
      {wanted.includes('values-unknown') ? (
        <label>
          <span>{say('notices.share')}</span>
          <input
            required
            type="number"
            min={0}
            max={100}
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
          <small className="quiet">{say('notices.share.hint')}</small>
        </label>
      ) : null}
      {stranger ? null : (
        <label>
          <span>{say('notices.channel')}</span>
          <select value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
            {mail ? <option value="mail">{say('notices.channel.mail')}</option> : null}
            <option value="webhook">{say('notices.channel.webhook')}</option>
          </select>
          {mail ? null : <small className="quiet">{say('notices.mail.none')}</small>}
        </label>
      )}
      <label>
        <span>{say(kind === 'mail' ? 'notices.address' : 'notices.url')}</span>
        <input
          required
          type={kind === 'mail' ? 'email' : 'url'}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <small className="quiet">{say(kind === 'mail' ? 'notices.address.hint' : 'notices.url.hint')}</small>
      </label>
      <label>
        <span>{say('notices.grouping')}</span>
        <select
          value={grouping}
          onChange={(event) => setGrouping(event.target.value as ApiSubscription['grouping'])}
        >
          {GROUPINGS.map((one) => (
            <option key={one} value={one}>
              {say(`notices.grouping.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Refusal error={make.error} />
      <p>
        <button type="submit" className="button main" disabled={make.isPending || wanted.length === 0}>
          {say('notices.subscribe')}
        </button>
      </p>
    </form>
  );
}
