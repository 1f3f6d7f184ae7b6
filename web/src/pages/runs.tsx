/** All harvests, newest first. */

import { useSearchParams } from 'react-router';
import { useRuns } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { RunTable } from '../parts/source/run-table.tsx';
import { useSpeech } from '../words/language.tsx';

export function RunsPage() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const answer = useRuns(search.get('cursor'));
  usePageTitle(say('runs.title'));
  const go = (cursor: string | null) => {
    const next = new URLSearchParams(search);
    if (cursor === null) next.delete('cursor');
    else next.set('cursor', cursor);
    setSearch(next);
  };
  return (
    <>
      <h1 style={{ marginBottom: '1rem' }}>{say('runs.title')}</h1>
      <Answer of={answer} lines={12}>
        {(list) => (
          <>
            <RunTable runs={list.items} withSource />
            <ListPages from={search.get('cursor')} next={list.cursor} go={go} />
          </>
        )}
      </Answer>
    </>
  );
}
