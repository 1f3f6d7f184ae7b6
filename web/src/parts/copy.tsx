import { useState } from 'react';
import { useSpeech } from '../words/language.tsx';

/** Copies a text; nothing where the browser gives pages no clipboard. */
export function Copy({ text }: { text: string }) {
  const { say } = useSpeech();
  const [copied, setCopied] = useState<string>();
  if (navigator.clipboard === undefined) return null;
  return (
    <button
      type="button"
      className="button"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
    >
      {copied === text ? say('act.copied') : say('act.copy')}
    </button>
  );
}
