/** English words of what a search box offers. */
import type { suggest as zh } from '../zh/suggest.ts';

export const suggest: Record<keyof typeof zh, string> = {
  'suggest.list': 'Suggestions',
  'suggest.count': 'Suggestions: {n}, arrows choose',
  'suggest.titles': 'Resources',
  'suggest.publishers': 'Publishers',
  'suggest.places': 'Places',
  'suggest.themes': 'Themes',
};
