/** Search: the address is the whole state (words, filters, sort, page, ways of showing). */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Facet } from '../../../api/types.ts';
import { useSearchAnswer } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { toggleValue } from '../parts/choosing.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { Chips } from '../parts/search/chips.tsx';
import { Facets } from '../parts/search/facets.tsx';
import { Found } from '../parts/search/found.tsx';
import { Hits } from '../parts/search/hits.tsx';
import { Pager } from '../parts/search/pager.tsx';
import { apiQuery, clearFilters } from '../parts/search/question.ts';
import { Understood } from '../parts/search/understood.tsx';
import { useSpeech } from '../words/language.tsx';

export function SearchPage() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => apiQuery(search), [search]);
  const answer = useSearchAnswer(query);
  usePageTitle(search.get('q') ?? say('nav.search'));

  /** Any change of what is asked starts from the first page. */
  const change = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    edit(next);
    setSearch(next);
  };
  const toggle = (facet: Facet, value: string) => change((next) => toggleValue(next, facet, value));
  /** Changes how it is shown, not what: the page and the place on it stay. */
  const show = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(search);
    edit(next);
    setSearch(next, { replace: true, preventScrollReset: true });
  };
  const turn = (name: 'dense' | 'why') =>
    show((next) => (next.has(name) ? next.delete(name) : next.set(name, '1')));
  const go = (cursor: string | null) => {
    const next = new URLSearchParams(search);
    if (cursor === null) next.delete('cursor');
    else next.set('cursor', cursor);
    setSearch(next);
    window.scrollTo({ top: 0 });
  };
  const clear = () => change(clearFilters);

  return (
    <Answer of={answer} lines={12}>
      {(result) => (
        <div className="search-page" aria-busy={answer.isPlaceholderData}>
          <Facets
            result={result}
            chosen={search}
            change={change}
            toggle={toggle}
            showAll={(facet) => show((next) => next.append('more', facet))}
          />
          <section>
            <Found
              result={result}
              asked={search}
              choose={(sort) => change((next) => next.set('sort', sort))}
              turn={turn}
            />
            <Understood result={result} takeBack={(word) => change((next) => next.append('literal', word))} />
            <Chips
              result={result}
              toggle={toggle}
              clear={clear}
              apart={search.has('together') ? () => change((next) => next.delete('together')) : undefined}
            />
            <Hits result={result} asked={search} clear={clear} />
            <Pager next={result.cursor} started={search.has('cursor')} go={go} />
          </section>
        </div>
      )}
    </Answer>
  );
}
