/** One entry as it would become, field by field, beside what the source says. */
import type { ApiPreview } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { laid } from '../laid.ts';
import { type TriedEntry, type TriedItem, useEntryFields } from './entry-fields.tsx';

type Raw = TriedEntry['raw'][string] | undefined;

const spelt = (value: Raw): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export function Fields({ item }: { item: TriedItem }) {
  const { say } = useSpeech();
  const fieldsOf = useEntryFields();
  const { entry } = item;
  const fields = fieldsOf(item);
  const said = new Set(fields.flatMap(({ from }) => from));
  const others = Object.entries(entry.raw).filter(
    ([name, value]) => !said.has(name) && spelt(value) !== undefined,
  );
  return (
    <table className="fields">
      <thead>
        <tr>
          <th>{say('preview.field')}</th>
          <th>{say('preview.becomes')}</th>
          <th>{say('preview.raw')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ word, becomes, from }) => {
          const raw = from.flatMap((name) => spelt(entry.raw[name]) ?? []);
          if (becomes === undefined && raw.length === 0) return null;
          return (
            <tr key={word}>
              <th scope="row">{say(word)}</th>
              <td>{becomes ?? <span className="quiet">{say('preview.notTaken')}</span>}</td>
              <td className="quiet lines">
                {raw.join('\n') || (from.length === 0 ? '' : say('preview.unsaid'))}
              </td>
            </tr>
          );
        })}
        {others.map(([name, value]) => (
          <tr key={name}>
            <th scope="row" className="code">
              {name}
            </th>
            <td className="quiet">{say('preview.rawOnly')}</td>
            <td className="quiet lines">{spelt(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The source's answers that the entry was read from, as text. */
export function RawParts({ parts }: { parts: ApiPreview['items'][number]['raw'] }) {
  const { say } = useSpeech();
  if (parts.length === 0) return null;
  return (
    <details>
      <summary className="small">{say('preview.parts')}</summary>
      {parts.map(({ role, url, text }) => (
        <section key={`${role}:${url}`}>
          <p className="code">{url}</p>
          <pre className="code raw-text">{laid(text)}</pre>
        </section>
      ))}
    </details>
  );
}
