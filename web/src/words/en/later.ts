import type { later as zh } from '../zh/later.ts';

/** English words of what of a resource is asked for apart. */
export const later: Record<keyof typeof zh, string> = {
  'similar.title': 'The same kind',
  'similar.elsewhere': 'Other places that have the same kind of data: {n}.',
  'similar.elsewhere.least': 'Other places that have the same kind of data: at least {n}.',
  'similar.here': 'This place has more of the same title.',
  'similar.places': '{n} more places',
  'history.title': 'History',
  'history.added': 'first harvested',
  'history.changed': 'changed by its source',
  'history.restated': 'read otherwise (its source said the same)',
  'history.removed': 'removed by its source',
  'history.returned': 'came back',
  'history.run': 'its run',
  'history.more': '{n} earlier',
  'history.truncated': 'Only the latest of each source; the API has the others.',
  'history.from': 'was',
  'history.to': 'is',
  'history.others': '{n} others',
  'history.cut': '(cut to where they differ)',
  comma: ', ',
};
