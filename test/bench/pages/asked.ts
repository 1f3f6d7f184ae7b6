/** What the pages ask the API for, and how soon it is to be there. */
import { FACETS } from '../../../index/query.ts';

export interface Asked {
  name: string;
  path: string;
  /** Milliseconds within which nineteen of twenty answers are wanted. */
  aim: number;
}

const PAGE = 200;
const FIGURES = 300;
const SUGGEST = 50;

/** `id`: an entry; `resource`: its resource; `source`: its source. */
export function askedOf({ id, resource, source }: Record<'id' | 'resource' | 'source', string>): Asked[] {
  const api = (name: string, path: string, aim = PAGE): Asked => ({ name, path: `/api/v1/${path}`, aim });
  const facets = FACETS.map((facet) => `facets=${facet}`).join('&');
  return [
    api('suggest, two characters', 'suggest?q=停车', SUGGEST),
    api('suggest, a common one', 'suggest?q=信息', SUGGEST),
    api('suggest, pinyin', 'suggest?q=guiyang', SUGGEST),
    api('search, one word', 'search?q=停车场'),
    api('search, everything, all facets', `search?${facets}`),
    api('resource', `resources/${resource}`),
    api('resource, alike ones', `resources/${resource}/similar`),
    api('entry', `entries/${encodeURIComponent(id)}`),
    api('quality of an entry', `entries/${encodeURIComponent(id)}/quality`),
    api('quality of a source', `sources/${source}/quality`),
    api('records that lack a thing', `sources/${source}/quality/description`),
    api('quality, means of all', 'quality', FIGURES),
    api('quality, means by province', 'quality?by=region', FIGURES),
    api('quality, means by source', 'quality?by=source', FIGURES),
    api('quality, means by office', 'quality?by=publisher', FIGURES),
    api('quality, by province and month', 'quality?by=region&by=month', FIGURES),
    api('statistics by mode', 'statistics?by=mode', FIGURES),
    api('statistics by province and theme', 'statistics?by=province&by=theme', FIGURES),
    api(
      'table of late by theme and month',
      'statistics/table?rows=theme&columns=modifiedMonth&measure=late',
      FIGURES,
    ),
    api('table of quality', 'statistics/table?rows=province&columns=theme&measure=quality', FIGURES),
    api('table of offices', 'statistics/table?rows=province&columns=theme&measure=publishers', FIGURES),
    api('coverage', 'coverage', FIGURES),
    api('sources', 'sources'),
    api('a source', `sources/${source}`),
    api('a source by day', `sources/${source}/history`),
    api('runs', 'runs'),
    api('runs of a source', `sources/${source}/runs`),
    api('trends of all sources', 'trends', FIGURES),
    api('changes', 'changes'),
    api('vocabularies', 'vocabularies'),
  ];
}
