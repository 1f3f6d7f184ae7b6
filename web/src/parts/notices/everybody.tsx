import { useSearchParams } from 'react-router';
import { useSession } from '../../api/acts.ts';
import { useSpeech } from '../../words/language.tsx';

/** An administrator's choice to see what is everybody's. */
export function Everybody() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  if (useSession().data?.role !== 'admin') return null;
  const all = search.has('all');
  const turn = () => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    if (all) next.delete('all');
    else next.set('all', '1');
    setSearch(next);
  };
  return (
    <button type="button" className="button" aria-pressed={all} onClick={turn}>
      {say('notices.everybody')}
    </button>
  );
}
