/** The searches that this browser keeps, each with what it finds now. */
import { useSearchAnswer } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { countQuery, feedAddress } from '../search/question.ts';
import { type SavedSearch, useSavedSearches } from './store.ts';

export function SavedList() {
  const { say } = useSpeech();
  const { saved, remove } = useSavedSearches();
  if (saved.length === 0) return null;
  return (
    <section id="saved">
      <h2>{say('saved.title')}</h2>
      <ul className="saved">
        {saved.map((search) => (
          <Saved key={search.asked} search={search} remove={() => remove(search.asked)} />
        ))}
      </ul>
    </section>
  );
}

function Saved({ search, remove }: { search: SavedSearch; remove: () => void }) {
  const { say, instant } = useSpeech();
  const asked = new URLSearchParams(search.asked);
  const feed = feedAddress(asked, 'atom');
  const now = useSearchAnswer(countQuery(asked)).data?.resources;
  const more = now === undefined ? 0 : now - search.resources;
  return (
    <li data-row>
      <PlaceLink path="/search" query={asked}>
        {search.name}
      </PlaceLink>{' '}
      <span className="quiet small" title={say('saved.at', { date: instant(search.at) })}>
        {say('search.none.count', { n: now ?? search.resources })}
        {more === 0 ? '' : say(more > 0 ? 'saved.more' : 'saved.fewer', { n: Math.abs(more) })}
      </span>{' '}
      {feed === undefined ? null : (
        <a href={feed} className="small">
          {say('saved.feed')}
          <span className="hidden"> {search.name}</span>
        </a>
      )}{' '}
      <PlaceLink
        path="/subscriptions/new"
        query={new URLSearchParams({ asked: search.asked })}
        className="small"
      >
        {say('saved.subscribe')}
        <span className="hidden"> {search.name}</span>
      </PlaceLink>{' '}
      <button type="button" className="link small" onClick={remove}>
        {say('saved.remove')}
        <span className="hidden"> {search.name}</span>
      </button>
    </li>
  );
}
