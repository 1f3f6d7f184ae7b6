/** What a source says and no code list has, most frequent first; a mapping is proposed as lines to be copied. */
import { useSearchParams } from 'react-router';
import { useSources } from '../api/questions.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { ValuesOf } from '../parts/unknowns/values.tsx';
import { useSpeech } from '../words/language.tsx';

export function UnknownsPage() {
  const { say } = useSpeech();
  const [search, setSearch] = useSearchParams();
  const sources = useSources();
  const source = search.get('source');
  usePageTitle(say('unknowns.title'));
  const choose = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(key);
    else next.set(key, value);
    setSearch(next, { replace: true });
  };
  return (
    <>
      <h1>{say('unknowns.title')}</h1>
      <p className="quiet">{say('unknowns.lead')}</p>
      <p className="choices">
        <select
          className="button"
          value={source ?? ''}
          onChange={(event) => choose('source', event.target.value)}
          aria-label={say('unknowns.source')}
        >
          <option value="">{say('unknowns.choose')}</option>
          {(sources.data?.items ?? [])
            .filter(({ entries }) => entries > 0)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      </p>
      {source === null ? null : <ValuesOf source={source} />}
    </>
  );
}
