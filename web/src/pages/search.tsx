/** Search: the address is the whole state (words, filters, sort, page). */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { ApiSearchResult, Facet, Sort } from '../../../api/types.ts';
import { useSearchAnswer } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { Chips } from '../parts/search/chips.tsx';
import { FACET_ORDER, Facets, FEW } from '../parts/search/facets.tsx';
import { HitItem } from '../parts/search/hit.tsx';
import { Nearest } from '../parts/search/nearest.tsx';
import { NearestQuestions } from '../parts/search/nearest-questions.tsx';
import { Understood } from '../parts/search/understood.tsx';
import { useSpeech } from '../words/language.tsx';

/** Values that the API counts of a facet at most. */
const MOST = 400;

const SORTS: Sort[] = ['relevance', 'modified', 'issued', 'title'];

/** The address's parameters as the API's: facets to count are the page's own affair. */
function apiQuery(search: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ['q', 'literal', 'sort', 'cursor', ...FACET_ORDER]) {
    for (const value of search.getAll(name)) query.append(name, value);
  }
  for (const facet of FACET_ORDER) query.append('facets', facet);
  query.set('facetSize', String(search.has('more') ? MOST : FEW));
  query.set('highlight', 'true');
  query.set('fold', 'true');
  return query;
}

export function SearchPage() {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => apiQuery(search), [search]);
  const answer = useSearchAnswer(query);
  const text = search.get('q') ?? '';
  usePageTitle(text);

  /** Any change of what is asked starts from the first page. */
  const change = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    edit(next);
    setSearch(next);
  };
  const toggle = (facet: Facet, value: string) =>
    change((next) => {
      const values = next.getAll(facet);
      next.delete(facet);
      const left = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
      for (const one of left) next.append(facet, one);
    });

  const showAll = (facet: Facet) => {
    const next = new URLSearchParams(search);
    next.append('more', facet);
    setSearch(next, { replace: true, preventScrollReset: true });
  };

  return (
    <Answer of={answer} lines={12}>
      {(result) => (
        <div className="search-page" aria-busy={answer.isPlaceholderData}>
          <Facets result={result} chosen={search} toggle={toggle} showAll={showAll} />
          <section>
            <Found
              result={result}
              sort={sortOf(search, text)}
              choose={(sort) => change((next) => next.set('sort', sort))}
            />
            <Understood result={result} takeBack={(word) => change((next) => next.append('literal', word))} />
            <Chips result={result} toggle={toggle} clear={() => change(clearFilters)} />
            <Hits result={result} asked={search} clear={() => change(clearFilters)} />
            <Pager
              next={result.cursor}
              started={search.has('cursor')}
              go={(cursor) => {
                const following = new URLSearchParams(search);
                if (cursor === null) following.delete('cursor');
                else following.set('cursor', cursor);
                setSearch(following);
                window.scrollTo({ top: 0 });
              }}
            />
          </section>
        </div>
      )}
    </Answer>
  );
}

function clearFilters(next: URLSearchParams): void {
  for (const facet of FACET_ORDER) next.delete(facet);
}

function sortOf(search: URLSearchParams, text: string): Sort {
  const asked = search.get('sort');
  return SORTS.find((sort) => sort === asked) ?? (text === '' ? 'modified' : 'relevance');
}

function Found({
  result,
  sort,
  choose,
}: {
  result: ApiSearchResult;
  sort: Sort;
  choose: (sort: Sort) => void;
}) {
  const { say, instant } = useSpeech();
  const inPart = result.hits.length > 0 && result.hits.every((hit) => hit.class === 'some');
  return (
    <>
      <div className="found">
        <h1 style={{ fontSize: '1rem' }} aria-live="polite">
          {say('search.found', { resources: result.resources, entries: result.entries })}
        </h1>
        <span className="quiet small">
          {say('search.took', { ms: Math.max(1, Math.round(result.tookMs)) })} ·{' '}
          {say('foot.date', { date: instant(result.at) })}
        </span>
        <nav className="sorts small" aria-label={say('sort.by')}>
          {SORTS.map((one) => (
            <button
              key={one}
              type="button"
              className="link"
              aria-current={one === sort}
              onClick={() => choose(one)}
            >
              {say(`sort.${one}`)}
            </button>
          ))}
        </nav>
      </div>
      {inPart ? <p className="note warn">{say('search.some')}</p> : null}
    </>
  );
}

function Hits({
  result,
  asked,
  clear,
}: {
  result: ApiSearchResult;
  asked: URLSearchParams;
  clear: () => void;
}) {
  const { say } = useSpeech();
  if (result.hits.length > 0) {
    return (
      <>
        <NearestQuestions result={result} />
        <ol>
          {result.hits.map((hit) => (
            <HitItem key={hit.resource} hit={hit} />
          ))}
        </ol>
      </>
    );
  }
  const filtered = Object.values(result.filters).some((values) => values.length > 0);
  return (
    <div className="note">
      <p>{say('search.none')}</p>
      <NearestQuestions result={result} />
      <Nearest result={result} asked={asked} />
      {filtered ? (
        <button type="button" className="button" onClick={clear}>
          {say('search.none.clear')}
        </button>
      ) : (
        <p>{say('search.none.words')}</p>
      )}
    </div>
  );
}

function Pager({
  next,
  started,
  go,
}: {
  next: string | null;
  started: boolean;
  go: (cursor: string | null) => void;
}) {
  const { say } = useSpeech();
  if (next === null && !started) return null;
  return (
    <nav className="pager">
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
