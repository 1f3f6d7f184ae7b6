import type { ApiDelivery } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { Refusal } from '../access/refusal.tsx';
import { StateMark } from '../source/state.tsx';

const LOOKS = { waiting: 'busy', sending: 'busy', delivered: 'good', dead: 'bad', dropped: 'idle' } as const;

/** One message: what it told, and what became of each attempt. */
export function DeliveryRow({ delivery }: { delivery: ApiDelivery }) {
  const { say, instant, language } = useSpeech();
  const again = useAct<ApiDelivery>();
  const { id, sealedAt, to, channel, purpose, items, rest, attempts, state, nextAt } = delivery;
  const kinds = [...new Set(items.map(({ label }) => label[language]))];
  return (
    <tr>
      <td className="nowrap">
        {instant(sealedAt)}
        <div className="code">{id.slice(0, 8)}</div>
      </td>
      <td>
        {to}
        <div className="small quiet">{say(`notices.channel.${channel}`)}</div>
      </td>
      <td>
        {purpose === 'notices' ? (
          <details>
            <summary>{kinds.join('、')}</summary>
            <ul>
              {items.map((item) => (
                <Item key={`${item.occasion} ${item.link}`} item={item} />
              ))}
            </ul>
            {rest === 0 ? null : <p className="small quiet">{say('deliveries.rest', { n: rest })}</p>}
          </details>
        ) : (
          say(`deliveries.purpose.${purpose}`)
        )}
      </td>
      <td>
        {attempts.map(({ at, answer }) => (
          <div key={at} className="small">
            <span className="quiet">{instant(at)}</span> {answer ?? say('deliveries.attempt.open')}
          </div>
        ))}
        {nextAt === null ? null : (
          <div className="small quiet">{say('deliveries.next', { at: instant(nextAt) })}</div>
        )}
      </td>
      <td>
        <StateMark look={LOOKS[state]}>{say(`deliveries.state.${state}`)}</StateMark>
        {state === 'dead' ? (
          <div>
            <button
              type="button"
              className="button"
              disabled={again.isPending}
              onClick={() =>
                again.mutate({ method: 'POST', path: `/deliveries/${encodeURIComponent(id)}/again` })
              }
            >
              {say('deliveries.again')}
            </button>
          </div>
        ) : null}
        <Refusal error={again.error} />
      </td>
    </tr>
  );
}

function Item({ item }: { item: ApiDelivery['items'][number] }) {
  const { say, instant, count: number, language } = useSpeech();
  const { label, title, said, link, times, count, at, lines } = item;
  return (
    <li>
      <b>{label[language]}</b>
      {title === null ? '' : `：${title}`} <a href={link}>{said[language]}</a>{' '}
      <span className="small quiet">
        {count === null ? '' : `${say('deliveries.count', { n: number(count) })} · `}
        {times === 1 ? '' : `${say('deliveries.times', { n: number(times) })} · `}
        {say('deliveries.asof', { at: instant(at) })}
      </span>
      {lines.length === 0 ? null : (
        <ul>
          {lines.map((line) => (
            <li key={`${line.link} ${line.said.zh}`}>
              {line.link === null ? line.said[language] : <a href={line.link}>{line.said[language]}</a>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
