/** How it is got, step by step: by download, interface, application, or an operator at a price. */
import type { ReactNode } from 'react';
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { followable } from './followable.ts';

type Entry = ApiStoredEntry['entry'];
type Way = 'operation' | 'sharing' | 'application' | 'download' | 'api' | 'page';

/** The narrowest gate first: what is authorised or shared is not got by a download that stands beside it. */
function wayOf(entry: Entry): Way {
  if (entry.mode === 'authorised-operation') return 'operation';
  if (entry.mode === 'sharing') return 'sharing';
  if (entry.openness?.class === 'on-application' || entry.openness?.class === 'conditional')
    return 'application';
  if (entry.kind === 'api') return 'api';
  const direct = entry.distributions.some(({ downloadUrl }) => followable(downloadUrl));
  return direct ? 'download' : 'page';
}

const STEPS: Record<Way, Word[]> = {
  download: ['steps.download.1', 'steps.download.2'],
  api: ['steps.page', 'steps.api.2', 'steps.api.3'],
  page: ['steps.page', 'steps.page.2'],
  application: ['steps.page', 'steps.application.2', 'steps.application.3'],
  sharing: ['steps.sharing.1', 'steps.sharing.2', 'steps.sharing.3'],
  operation: ['steps.operation.1', 'steps.operation.2', 'steps.operation.3'],
};

export function Steps({ stored: { entry, source } }: { stored: ApiStoredEntry }) {
  const { say } = useSpeech();
  const { operation, operators = entry.operator ? [entry.operator] : [] } = entry;
  const price = operation?.actualPrice?.raw ?? operation?.ceilingPrice?.raw;
  const values = {
    source: source.title,
    operator: operators.map(({ name }) => name).join(say('and')) || say('steps.operator'),
    publisher: entry.publisher?.name ?? source.title,
  };
  const asks: [Word, ReactNode][] = [
    ['fact.conditions', entry.openness?.conditions ?? entry.sharing?.conditions],
    ['operation.conditions', operation?.applicationConditions],
    ['steps.price', price],
    ['fact.contact', entry.contact?.phone ?? entry.contact?.email],
  ];
  const way = wayOf(entry);
  return (
    <>
      <ol className="steps">
        {STEPS[way].map((step) => (
          <li key={step}>{say(step, values)}</li>
        ))}
      </ol>
      <dl className="asks small">
        {asks.map(([word, value]) =>
          value === undefined || value === '' ? null : (
            <div key={word}>
              <dt>{say(word)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
