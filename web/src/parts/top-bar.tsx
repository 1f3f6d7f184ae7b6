import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useSpeech } from '../words/language.tsx';
import { NavPlace, PlaceLink, useAddress } from './place-link.tsx';

function SearchBox() {
  const { say } = useSpeech();
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const address = useAddress();
  const box = useRef<HTMLInputElement>(null);
  const asked = pathname === '/' ? (search.get('q') ?? '') : '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);

  // `/` brings the cursor here from anywhere but another field.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = new URLSearchParams(pathname === '/' ? search : undefined);
    for (const gone of ['cursor', 'lang', 'q']) next.delete(gone);
    if (text.trim() !== '') next.set('q', text.trim());
    navigate(address('/', next));
  };

  return (
    <search className="search-box" style={{ padding: 0 }}>
      <form onSubmit={submit} className="search-box">
        <input
          ref={box}
          type="search"
          name="q"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={say('search.placeholder')}
          aria-label={say('search.label')}
          autoComplete="off"
        />
        <button type="submit">{say('search.button')}</button>
      </form>
    </search>
  );
}

export function TopBar() {
  const { say, language } = useSpeech();
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
        <SearchBox />
        <nav className="places" aria-label={say('name')}>
          <NavPlace path="/">{say('nav.search')}</NavPlace>
          <NavPlace path="/sources">{say('nav.sources')}</NavPlace>
          <NavPlace path="/runs">{say('nav.runs')}</NavPlace>
          <a href="/docs">{say('nav.api')}</a>
          <button type="button" className="link" onClick={turn} lang={language === 'zh' ? 'en' : 'zh-CN'}>
            {say('lang.other')}
          </button>
        </nav>
      </div>
    </header>
  );
}
