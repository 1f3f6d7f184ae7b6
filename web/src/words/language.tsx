/** The language of the pages: in the address (`lang=en`), so that a link keeps it; Chinese otherwise. */
import { createContext, type ReactNode, use, useContext, useDeferredValue, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Word, zh } from './zh.ts';

export type Language = 'zh' | 'en';
type Values = Record<string, string | number>;

interface Speech {
  language: Language;
  say(word: Word, values?: Values): string;
  /** 千分位. */
  count(value: number): string;
  /** An instant, China time, to the minute. */
  instant(iso: string): string;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

/** English is fetched by who reads it, once. */
let english: Promise<Record<Word, string>> | undefined;
const fetchEnglish = (): Promise<Record<Word, string>> => {
  english ??= import('./en.ts').then(({ en }) => en);
  return english;
};

export function SpeechProvider({ children }: { children: ReactNode }) {
  const [search] = useSearchParams();
  // The words of before stay until the other ones are there.
  const language: Language = useDeferredValue(search.get('lang') === 'en' ? 'en' : 'zh');
  const words: Record<Word, string> = language === 'zh' ? zh : use(fetchEnglish());
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const speech = useMemo<Speech>(() => {
    const numbers = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en');
    const instants = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return {
      language,
      say: (word, values = {}) =>
        words[word].replace(/\{(\w+)\}/g, (_, name: string) => {
          const value = values[name] ?? '';
          return typeof value === 'number' ? numbers.format(value) : value;
        }),
      count: (value) => numbers.format(value),
      instant: (iso) => instants.format(new Date(iso)),
    };
  }, [language, words]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error('useSpeech outside of SpeechProvider');
  return speech;
}
