import { type FormEvent, useState } from 'react';
import type { ApiDemand } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { Refusal } from '../access/refusal.tsx';

/** The id of a resource, of it or of the address of its page. */
const resourceIn = (text: string): string =>
  decodeURIComponent(/\/resources\/([^/?#]+)/.exec(text)?.[1] ?? text.trim());

/** Answering with a resource, in words, or both; or saying that there is no such data. */
export function AnswerDemand({ demand }: { demand: ApiDemand }) {
  const { say } = useSpeech();
  const [resource, setResource] = useState('');
  const [text, setText] = useState('');
  const put = useAct<ApiDemand>();
  const send = (state: ApiDemand['state']) =>
    put.mutate({
      method: 'PUT',
      path: `/demands/${encodeURIComponent(demand.id)}/answer`,
      body: {
        state,
        ...(resource.trim() !== '' && { resource: resourceIn(resource) }),
        ...(text.trim() !== '' && { text }),
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send('answered');
  };
  const empty = resource.trim() === '' && text.trim() === '';
  return (
    <details>
      <summary className="small">{say('demands.answer')}</summary>
      <form className="form" onSubmit={submit}>
        <label>
          <span>{say('demands.answer.resource')}</span>
          <input value={resource} maxLength={1500} onChange={(event) => setResource(event.target.value)} />
          <small className="quiet">{say('demands.answer.resource.hint')}</small>
        </label>
        <label>
          <span>{say('demands.answer.text')}</span>
          <textarea
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <Refusal error={put.error} />
        <p className="choices">
          <button type="submit" className="button main" disabled={put.isPending || empty}>
            {say('demands.answer.send')}
          </button>
          <button
            type="button"
            className="button"
            disabled={put.isPending || text.trim() === ''}
            onClick={() => send('declined')}
          >
            {say('demands.answer.decline')}
          </button>
          {demand.state === 'open' ? null : (
            <button type="button" className="button" disabled={put.isPending} onClick={() => send('open')}>
              {say('demands.answer.reopen')}
            </button>
          )}
        </p>
      </form>
    </details>
  );
}
