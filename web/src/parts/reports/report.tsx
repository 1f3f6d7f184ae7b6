/** Reporting a mistake: it goes to the administrator of the source that leads the resource. */
import { type FormEvent, useState } from 'react';
import type { ApiReportTaken, ApiResource } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { Refusal } from '../access/refusal.tsx';

/** Fields of an entry that a reader can tell to be wrong. */
export const REPORTED: Record<string, Word> = {
  title: 'resource.title',
  description: 'resource.description',
  publisher: 'fact.publisher',
  spatial: 'fact.region',
  openness: 'fact.openness',
  themes: 'fact.theme',
  frequency: 'fact.frequency',
  modified: 'fact.modified',
  distributions: 'resource.get',
  dataItems: 'resource.items',
  contact: 'fact.contact',
};

export function Report({ resource }: { resource: ApiResource }) {
  const { say } = useSpeech();
  const [field, setField] = useState('');
  const [text, setText] = useState('');
  const leave = useAct<ApiReportTaken>(() => setText(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    leave.mutate({
      method: 'POST',
      path: `/resources/${encodeURIComponent(resource.id)}/reports`,
      body: { text, ...(field !== '' && { field }) },
    });
  };
  return (
    <details id="report" className="report">
      <summary>{say('report.title')}</summary>
      <form className="form" onSubmit={submit}>
        <p className="small quiet">{say('report.lead', { source: resource.lead.source.title })}</p>
        <label>
          <span>{say('report.field')}</span>
          <select value={field} onChange={(event) => setField(event.target.value)}>
            <option value="">{say('report.field.whole')}</option>
            {Object.entries(REPORTED).map(([name, word]) => (
              <option key={name} value={name}>
                {say(word)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{say('report.text')}</span>
          <textarea
            required
            minLength={2}
            maxLength={2000}
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <Refusal error={leave.error} />
        <p>
          <button type="submit" className="button main" disabled={leave.isPending}>
            {say('report.send')}
          </button>
        </p>
        {leave.data === undefined ? null : (
          <p className="note" role="status">
            {say('report.taken')}
          </p>
        )}
      </form>
    </details>
  );
}
