import { useState } from 'react';
import { useSpeech } from '../words/language.tsx';

interface Props {
  children: string;
  /** The second button's words: what will happen. */
  sure: string;
  act: () => void;
  disabled?: boolean;
  className?: string;
}

/** A button for what cannot be taken back: it asks once more, in its own place. */
export function Confirm({ children, sure, act, disabled = false, className = '' }: Props) {
  const { say } = useSpeech();
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button
        type="button"
        className={`button ${className}`}
        disabled={disabled}
        onClick={() => setAsked(true)}
      >
        {children}
      </button>
    );
  return (
    <span className="sure">
      <button
        type="button"
        className="button danger"
        // The first press took the focus here.
        ref={(button) => button?.focus()}
        disabled={disabled}
        onClick={() => {
          setAsked(false);
          act();
        }}
      >
        {sure}
      </button>
      <button type="button" className="button" onClick={() => setAsked(false)}>
        {say('act.cancel')}
      </button>
    </span>
  );
}
