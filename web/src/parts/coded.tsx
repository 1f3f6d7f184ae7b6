import { useSpeech } from '../words/language.tsx';

/** A coded value in words; where it was not understood, the source's own, marked so. */
export function Coded({ word, raw }: { word: string | null; raw: string }) {
  const { say } = useSpeech();
  if (word !== null) return <>{word}</>;
  return (
    <span className="raw-mark" title={say('resource.understood')}>
      {raw}
    </span>
  );
}
