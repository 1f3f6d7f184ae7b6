/** The ways through a list that comes by cursor: back to its first page, on to its next; none where all is shown. */
import { useSpeech } from '../words/language.tsx';

interface ListPagesProps {
  /** Where the shown page starts; null on the first. */
  from: string | null;
  /** Where the next one starts; null where there is none. */
  next: string | null;
  go: (cursor: string | null) => void;
}

export function ListPages({ from, next, go }: ListPagesProps) {
  const { say } = useSpeech();
  if (from === null && next === null) return null;
  return (
    <p className="pager">
      {from === null ? null : (
        <button type="button" className="button" onClick={() => go(null)}>
          {say('search.first')}
        </button>
      )}
      {next === null ? null : (
        <button type="button" className="button" onClick={() => go(next)}>
          {say('search.next')}
        </button>
      )}
    </p>
  );
}
