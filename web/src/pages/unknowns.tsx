/** What a source says and no code list has, most frequent first; a mapping is proposed as lines to be copied. */
import { useSources } from '../api/questions.ts';
import { useChoosing } from '../parts/choosing.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { ValuesOf } from '../parts/unknowns/values.tsx';
import { useSpeech } from '../words/language.tsx';

export function UnknownsPage() {
  const { say } = useSpeech();
  const [search, choose] = useChoosing();
  const sources = useSources();
  const source = search.get('source');
  usePageTitle(say('unknowns.title'));
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
