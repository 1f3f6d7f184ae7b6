import { useLocation, useSearchParams } from 'react-router';
import { PLACES } from '../places.tsx';
import { useSpeech } from '../words/language.tsx';
import { WhoLink } from './access/who-link.tsx';
import { NavPlace, PlaceLink } from './place-link.tsx';
import { SearchBox } from './search-box.tsx';

export function TopBar() {
  const { say, language } = useSpeech();
  const { pathname } = useLocation();
  const [search, setSearch] = useSearchParams();
  const turn = () => {
    const next = new URLSearchParams(search);
    if (language === 'zh') next.set('lang', 'en');
    else next.delete('lang');
    setSearch(next);
  };
  return (
    <header className="top">
      <div className="wide">
        <PlaceLink path="/" className="brand">
          {say('name')}
          <small>{say('tagline')}</small>
        </PlaceLink>
        {/* The first page has its own, where it is looked for. */}
        {pathname === '/' ? null : <SearchBox />}
        <nav className="places" aria-label={say('nav')}>
          {PLACES.map(({ path, bar }) =>
            bar === undefined ? null : (
              <NavPlace key={path} path={path}>
                {say(bar)}
              </NavPlace>
            ),
          )}
          <a href="/docs">{say('nav.api')}</a>
          <WhoLink />
          <button type="button" className="link" onClick={turn} lang={language === 'zh' ? 'en' : 'zh-CN'}>
            {say('lang.other')}
          </button>
        </nav>
      </div>
    </header>
  );
}
