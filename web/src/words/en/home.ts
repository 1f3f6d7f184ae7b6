import type { home as zh } from '../zh/home.ts';

/** English words of the first page. */
export const home: Record<keyof typeof zh, string> = {
  'home.lead':
    'The catalogues of public data platforms at every level in one place: who holds what, and how and on which terms it can be had.',
  'home.resources': 'Resources',
  'home.entries': 'Entries',
  'home.sources': 'Sources',
  'home.sources.of': '{n} of {known}',
  'home.places': 'Places',
  'home.places.of': '{provinces} provinces, {cities} cities',
  'home.byRegion': 'By region',
  'home.byTheme': 'By theme',
  'home.byMode': 'By supply mode',
  'home.newest': 'Newest',
  'home.newest.all': 'All of them',
  'home.tour': 'A tour',
  'home.measure': 'Resources',
  'home.sources.means': 'Sources harvested, of {known} expected',
  'home.places.means': 'Provinces and cities that have resources',
};
