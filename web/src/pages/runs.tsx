/** All harvests, newest first. */
import { useSearchParams } from 'react-router';
import { useRuns } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { RunTable } from '../parts/source/run-table.tsx';
import { useSpeech } from '../words/language.tsx';

export function RunsPage() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const answer = useRuns(search.get('cursor'));
  usePageTitle(say('runs.title'));
  return (
    <>
      <h1 style={{ marginBottom: '1rem' }}>{say('runs.title')}</h1>
      <Answer of={answer} lines={12}>
        {(list) => (
          <>
            <RunTable runs={list.items} withSource />
            {list.cursor === null ? null : (
              <p className="pager">
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    const next = new URLSearchParams(search);
                    next.set('cursor', list.cursor as string);
                    setSearch(next);
                  }}
                >
                  {say('search.next')}
                </button>
              </p>
            )}
          </>
        )}
      </Answer>
    </>
  );
}
