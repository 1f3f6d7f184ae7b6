/** The tried records: each as it would become beside what the source says, or why it would be refused. */
import type { ApiPreview } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { laid } from '../laid.ts';
import { StateMark } from '../source/state.tsx';
import { useMending } from './faults.tsx';
import { Fields, RawParts } from './fields.tsx';

type Item = ApiPreview['items'][number];

export function Tried({ items }: { items: Item[] }) {
  const { say } = useSpeech();
  const first = items.findIndex(({ entry }) => entry !== null);
  return (
    <section>
      <h3>{say('preview.records', { n: items.length })}</h3>
      <ol className="tried">
        {items.map((item, at) => (
          // Records may lack an id, and ids may come twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is one answer, and never changes
          <li key={at}>
            {item.refused === null ? <Taken item={item} open={at === first} /> : <Refused item={item} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Taken({ item: { entry, place, raw }, open }: { item: Item; open: boolean }) {
  const { say } = useSpeech();
  if (entry === null) return null;
  return (
    <details open={open}>
      <summary>
        <span className="name">{entry.title}</span> <StateMark look="good">{say('preview.taken')}</StateMark>
      </summary>
      <Fields item={{ entry, place }} />
      <RawParts parts={raw} />
    </details>
  );
}

function Refused({ item: { id, refused } }: { item: Item }) {
  const { say } = useSpeech();
  const mending = useMending();
  if (refused === null) return null;
  return (
    <details>
      <summary>
        <span className="name">{id ?? say('rejection.nameless')}</span>{' '}
        <StateMark look="bad">{say('preview.refused')}</StateMark>{' '}
        <span className="quiet">{refused.message}</span>
      </summary>
      <p>{mending(refused.code)}</p>
      <p className="small quiet">
        {refused.detail} <span className="code">{refused.code}</span>
      </p>
      {refused.excerpt === '' ? null : <pre className="code raw-text">{laid(refused.excerpt)}</pre>}
    </details>
  );
}
