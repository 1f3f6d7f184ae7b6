import { type FormEvent, useState } from 'react';
import type { ApiReport } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import { Refusal } from '../access/refusal.tsx';
import { PlaceLink } from '../place-link.tsx';
import { REPORTED } from './report.tsx';

/** One report, and its settling: a note of what was done, or why nothing. */
export function ReportItem({ report }: { report: ApiReport }) {
  const { say, instant } = useSpeech();
  const [note, setNote] = useState('');
  const put = useAct<ApiReport>();
  const settle = (state: ApiReport['state']) =>
    put.mutate({
      method: 'PUT',
      path: `/reports/${encodeURIComponent(report.id)}`,
      body: { state, note },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    settle('closed');
  };
  const word = report.field === null ? undefined : REPORTED[report.field];
  return (
    <li>
      <h3>
        <PlaceLink path={`/resources/${encodeURIComponent(report.resource)}`}>{report.title}</PlaceLink>
      </h3>
      <p className="small quiet">
        {instant(report.at)} · {word === undefined ? (report.field ?? say('report.field.whole')) : say(word)}
      </p>
      <p className="lines">{report.text}</p>
      {report.closed === null ? (
        <form className="form" onSubmit={submit}>
          <label>
            <span>{say('reports.note')}</span>
            <textarea
              maxLength={1000}
              rows={2}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          <p>
            <button type="submit" className="button" disabled={put.isPending}>
              {say('reports.close')}
            </button>
          </p>
        </form>
      ) : (
        <div className="note">
          <p className="lines">{report.closed.note}</p>
          <p className="small quiet">
            {say('reports.closed.at', { at: instant(report.closed.at) })}{' '}
            <span className="code">{report.closed.by}</span>
          </p>
          <p>
            <button type="button" className="button" disabled={put.isPending} onClick={() => settle('open')}>
              {say('demands.answer.reopen')}
            </button>
          </p>
        </div>
      )}
      <Refusal error={put.error} />
    </li>
  );
}
