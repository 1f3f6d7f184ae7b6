/** Where a question is typed: in the bar of every page, and large on the first one. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useSpeech } from '../words/language.tsx';
import { useAddress } from './place-link.tsx';
import { useCombobox } from './suggest/combobox.ts';
import type { Offer } from './suggest/offers.ts';
import { Suggestions } from './suggest/suggestions.tsx';

export function SearchBox({ large = false }: { large?: boolean }) {
  const { say } = useSpeech();
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const address = useAddress();
  const box = useRef<HTMLInputElement>(null);
  const asked = pathname === '/search' ? (search.get('q') ?? '') : '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const choose = (offer: Offer) => {
    combobox.close();
    setText(asked);
    navigate(address(offer.path, offer.query));
  };
  const combobox = useCombobox(text, choose);

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
    combobox.close();
    const next = new URLSearchParams(pathname === '/search' ? search : undefined);
    for (const gone of ['cursor', 'lang', 'q', 'literal']) next.delete(gone);
    if (text.trim() !== '') next.set('q', text.trim());
    navigate(address('/search', next));
  };

  return (
    <search className={large ? 'search-box large' : 'search-box'}>
      <form onSubmit={submit}>
        <input
          ref={box}
          type="search"
          name="q"
          maxLength={200}
          value={text}
          {...combobox.input}
          onChange={(event) => {
            setText(event.target.value);
            combobox.typed();
          }}
          onBlur={combobox.close}
          placeholder={say('search.placeholder')}
          aria-label={say('search.label')}
          autoComplete="off"
        />
        <button type="submit">{say('search.button')}</button>
        <Suggestions offers={combobox.offers} {...combobox.list} choose={choose} />
      </form>
    </search>
  );
}
