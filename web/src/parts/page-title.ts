import { useEffect } from 'react';
import { useSpeech } from '../words/language.tsx';

/** The tab's title: what the page shows, then the product; `null` while that is not known. */
export function usePageTitle(...shown: (string | null)[]): void {
  const { say } = useSpeech();
  const title = shown.includes(null) ? null : [...shown.filter(Boolean), say('name')].join(' · ');
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
}
