/** Where links in mails lead: only the button does something, so that a program that follows links does nothing. */
import { useParams, useSearchParams } from 'react-router';
import type { ApiSubscriptionState } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { Refusal } from '../../parts/access/refusal.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { useSpeech } from '../../words/language.tsx';

export const ConfirmPage = () => <LinkPage purpose="confirm" wanted="active" />;
export const UnsubscribePage = () => <LinkPage purpose="unsubscribe" wanted="ended" />;

interface Props {
  purpose: 'confirm' | 'unsubscribe';
  wanted: ApiSubscriptionState['state'];
}

function LinkPage({ purpose, wanted }: Props) {
  const { say, language } = useSpeech();
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const act = useAct<ApiSubscriptionState>();
  const token = encodeURIComponent(search.get('token') ?? '');
  usePageTitle(say(`link.${purpose}`));
  const path = `/subscriptions/${encodeURIComponent(id)}/${purpose}?token=${token}`;
  return (
    <>
      <h1>{say(`link.${purpose}`)}</h1>
      <Refusal error={act.error} />
      {act.data === undefined ? (
        <>
          <p>{say(`link.${purpose}.lead`)}</p>
          <p>
            <button
              type="button"
              className="button main"
              disabled={act.isPending}
              onClick={() => act.mutate({ method: 'POST', path })}
            >
              {say(`link.${purpose}`)}
            </button>
          </p>
        </>
      ) : (
        <div className="note" role="status">
          <p>{say(act.data.state === wanted ? `link.${purpose}.done` : 'link.ended')}</p>
          <ul>
            {act.data.occasions.map(({ occasion, label }) => (
              <li key={occasion}>{label[language]}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
