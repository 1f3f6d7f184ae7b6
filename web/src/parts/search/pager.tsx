import { useSpeech } from '../../words/language.tsx';

interface Props {
  next: string | null;
  /** Whether this is a later page. */
  started: boolean;
  /** To a page by its cursor; null is the first. */
  go: (cursor: string | null) => void;
}

export function Pager({ next, started, go }: Props) {
  const { say } = useSpeech();
  if (next === null && !started) return null;
  return (
    <nav className="pager" aria-label={say('search.pages')}>
      {next === null ? null : (
        <button type="button" className="button main" onClick={() => go(next)}>
          {say('search.next')}
        </button>
      )}
      {started ? (
        <button type="button" className="button" onClick={() => go(null)}>
          {say('search.first')}
        </button>
      ) : null}
    </nav>
  );
}
