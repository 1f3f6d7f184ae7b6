/** Keeps what is asked, or lets it go again; leads to being told what is new for it. */
import type { ApiSearchResult } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { askedOf } from '../search/question.ts';
import { useSavedSearches } from './store.ts';

export function SaveSearch({ asked: search, result }: { asked: URLSearchParams; result: ApiSearchResult }) {
  const { say, language } = useSpeech();
  const { saved, save, remove } = useSavedSearches();
  const asked = askedOf(search).toString();
  if (asked === '') return null;
  const kept = saved.some((one) => one.asked === asked);
  const filters = Object.values(result.filters).flatMap((values) =>
    values.map(({ label }) => label[language]),
  );
  const name = [search.get('q') ?? '', ...filters].filter(Boolean).join(' · ');
  return (
    <div className="keep">
      <PlaceLink path="/subscriptions/new" query={new URLSearchParams({ asked })} className="button">
        {say('saved.subscribe')}
      </PlaceLink>
      <button
        type="button"
        className="button"
        aria-pressed={kept}
        onClick={() =>
          kept ? remove(asked) : save({ asked, name, resources: result.resources, at: result.at })
        }
      >
        {say(kept ? 'saved.kept' : 'saved.keep')}
      </button>
    </div>
  );
}
