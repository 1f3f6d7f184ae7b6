/** How it is cited: who, what, when seen, where; to be copied as one line. */
import { useState } from 'react';
import type { ApiResource } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';

/** DCAT-AP 3 in three dresses, at the resource's own address. */
const MACHINES = [
  ['jsonld', 'JSON-LD'],
  ['ttl', 'Turtle'],
  ['rdf', 'RDF/XML'],
] as const;

export function Citation({ resource }: { resource: ApiResource }) {
  const { say, language } = useSpeech();
  const [copied, setCopied] = useState(false);
  const text = resource.citation[language];
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <section id="cite">
      <h2>{say('cite.title')}</h2>
      <p className="small cited">{text}</p>
      <p className="small">
        {say('cite.machines')}
        {MACHINES.map(([ending, name]) => (
          <span key={ending}>
            {' '}
            <a href={`/resources/${encodeURIComponent(resource.id)}.${ending}`}>{name}</a>
          </span>
        ))}
      </p>
      {/* A browser gives the clipboard to secure places alone; elsewhere the line is marked and copied by hand. */}
      {navigator.clipboard === undefined ? null : (
        <button type="button" className="button" onClick={() => void copy()}>
          <span aria-live="polite">{say(copied ? 'cite.copied' : 'cite.copy')}</span>
        </button>
      )}
    </section>
  );
}
