import { useSpeech } from '../../words/language.tsx';

const KINDS = ['xlsx', 'csv'] as const;

/** The files to fill in. */
export function Templates() {
  const { say } = useSpeech();
  return (
    <p className="choices">
      {KINDS.map((kind) => (
        <a key={kind} className="button" href={`/api/v1/templates/sharing-catalogue.${kind}`} download>
          {say('file.template', { kind: kind.toUpperCase() })}
        </a>
      ))}
    </p>
  );
}
