/** How it is got, step by step: by download, interface, application, or an operator at a price. */
import type { ReactNode } from 'react';
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';

export function Steps({ stored: { entry, getting } }: { stored: ApiStoredEntry }) {
  const { say, language } = useSpeech();
  const { operation } = entry;
  const price = operation?.actualPrice?.raw ?? operation?.ceilingPrice?.raw;
  const asks: [Word, ReactNode][] = [
    ['fact.conditions', entry.openness?.conditions ?? entry.sharing?.conditions],
    ['operation.conditions', operation?.applicationConditions],
    ['steps.price', price],
    ['fact.contact', entry.contact?.phone ?? entry.contact?.email],
  ];
  return (
    <>
      <ol className="steps">
        {getting.steps.map((step) => (
          <li key={step.zh}>{step[language]}</li>
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
