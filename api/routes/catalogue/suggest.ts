import { z } from 'zod';
import { regions } from '../../../config/regions.ts';
import { vocabulary } from '../../../config/vocabularies.ts';
import { regionLabel } from '../../../config/words.ts';
import { sounds } from '../../../index/analysis/sound.ts';
import { keptFor } from '../../answers/kept.ts';
import { LANGUAGE } from '../../parameters.ts';
import { SuggestAnswer } from '../../schemas/suggest.ts';
import { answers, type Route } from '../route.ts';

const MOST = 5;
const TITLES = 8;

/** Provinces and cities whose name begins so, in characters or in pinyin. */
function placesBy(text: string): string[] {
  const typed = text.toLowerCase().replaceAll(/\s/g, '');
  const spelt = new Set(
    /^[a-z]{2,}$/.test(typed)
      ? [...sounds().places].filter(([sound]) => sound.startsWith(typed)).map(([, name]) => name)
      : [],
  );
  return regions()
    .filter(({ level }) => level === 'province' || level === 'city')
    .filter(({ name, shortName }) => name.startsWith(typed) || spelt.has(shortName))
    .slice(0, MOST)
    .map(({ code }) => code);
}

/** How old an offer may be, in ms. */
const FRESH = 10_000;

/** What a search box offers while somebody types: titles, offices, places and themes. */
export const suggest: Route = (server, { catalogue }) => {
  // Many type the same beginnings, and each of them costs a search.
  const offered = keptFor({ ms: FRESH, most: 1_000 }, async (q): Promise<z.infer<typeof SuggestAnswer>> => {
    const found = await catalogue.search({
      ...{ text: q, filters: {}, sort: 'relevance', size: 20, highlight: false },
      ...{ facets: ['publisher'], facetSize: 200 },
    });
    const titles = new Map<string, string>();
    for (const { lead, resource } of found.hits) {
      if (!titles.has(lead.entry.title)) titles.set(lead.entry.title, resource);
    }
    return {
      titles: [...titles].slice(0, TITLES).map(([text, resource]) => ({ text, resource })),
      publishers: (found.facets.publisher ?? []).filter(({ value }) => value.includes(q)).slice(0, MOST),
      places: placesBy(q).map((code) => ({ code, label: regionLabel(code) })),
      themes: vocabulary('themes')
        .filter(({ zh, en }) => zh.includes(q) || en.toLowerCase().includes(q.toLowerCase()))
        .slice(0, MOST)
        .map(({ code, zh, en }) => ({ code, label: { zh, en } })),
    };
  });

  server.get(
    '/api/v1/suggest',
    {
      schema: {
        tags: ['search'],
        summary: '检索建议 / What a search box offers',
        querystring: z.strictObject({ q: z.string().trim().min(1).max(60), ...LANGUAGE }),
        response: answers(SuggestAnswer),
      },
    },
    ({ query: { q } }) => offered(q),
  );
};
