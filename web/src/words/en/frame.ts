import type { frame as zh } from '../zh/frame.ts';

/** English words of what stands on every page. */
export const frame: Record<keyof typeof zh, string> = {
  name: 'Huimu',
  tagline: 'Federated catalogue of public data',
  skip: 'Skip to content',
  nav: 'Main pages',
  'nav.search': 'Catalogue',
  'nav.sources': 'Sources',
  'nav.runs': 'Harvests',
  'nav.api': 'API',
  'wait.loading': 'Loading',
  'error.title': 'That did not work',
  'error.again': 'Try again',
  'error.offline': 'Huimu cannot be reached; check the network and try again.',
  'error.notFound': 'There is no such page.',
  'foot.date': 'As of {date}',
  'foot.entries':
    'Entry: one record of one source. Resource: entries that denote the same data, counted once.',
  'lang.other': '中文',
  'error.notFound.search': 'Back to the first page',
  'definition.entries': 'Entries: each record of a source counts once',
  'definition.resources': 'Resources: entries that denote the same data count once',
  and: ', ',
  colon: ': ',
};
