/** The columns that the data has, with a box to find one among many. */
import { useState } from 'react';
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

/** So few are seen at once. */
const FEW = 8;

type Items = ApiStoredEntry['entry']['dataItems'];

export function DataItems({ items }: { items: Items }) {
  const { say } = useSpeech();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = items.filter((item) =>
    [item.name, item.label, item.description].some((part) => part?.toLowerCase().includes(wanted)),
  );
  return (
    <section id="items">
      <h2>
        {say('resource.items')}
        <span className="quiet small"> {say('resource.items.count', { n: items.length })}</span>
      </h2>
      {items.length > FEW ? (
        <input
          className="button"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={say('resource.items.filter')}
          aria-label={say('resource.items.filter')}
        />
      ) : null}
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('resource.items.name')}</th>
              <th>{say('resource.items.type')}</th>
              <th>{say('resource.items.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <tr key={`${item.name}:${item.type ?? ''}`}>
                <td>{item.label ? `${item.label}（${item.name}）` : item.name}</td>
                <td>{item.type ?? ''}</td>
                <td>{item.description ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 ? <p className="quiet">{say('resource.items.none')}</p> : null}
    </section>
  );
}
