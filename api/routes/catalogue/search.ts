import { z } from 'zod';
import { find, poor } from '../../../index/finding/find.ts';
import { FACETS, SORTS } from '../../../index/query.ts';
import { hitAnswer } from '../../answers/entry/hit.ts';
import { facetLabel } from '../../answers/label.ts';
import { filtersAnswer } from '../../answers/pivot.ts';
import { FILTERS, filtersOf, flag, LANGUAGE, LONGEST_QUERY, PAGING, repeated } from '../../parameters.ts';
import { SearchAnswer } from '../../schemas/search.ts';
import { toFile } from '../exports/negotiated.ts';
import { answers, type Route } from '../route.ts';

/** Facets that are counted where none are named: those of the search page. */
const USUAL_FACETS = ['province', 'mode', 'openness', 'theme', 'format', 'kind'] as const;

const Query = z.strictObject({
  q: z.string().max(LONGEST_QUERY).default('').describe('Words; empty finds all'),
  ...FILTERS,
  facets: repeated(z.enum(FACETS)).describe('Facets to count; the usual ones where absent'),
  facetSize: z.coerce.number().int().min(1).max(400).default(20),
  sort: z.enum(SORTS).optional().describe('By relevance where there are words, else by modified'),
  highlight: flag.default(true),
  literal: repeated(z.string().min(1).max(LONGEST_QUERY)).describe(
    'Words of q that mean nothing but themselves: no place, no other words, no correction',
  ),
  fold: flag.default(false).describe('Hits with one title from one source come as one'),
  together: flag
    .default(false)
    .describe('One offer alone answers all filters, as in a cell of statistics; facets are counted as ever'),
  explain: flag.default(false).describe('Each hit says why it is there'),
  ...PAGING,
  ...LANGUAGE,
});

/** Resources by words, filters and facets. */
export const search: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/search',
    {
      schema: {
        tags: ['search'],
        summary: '检索资源 / Search resources',
        querystring: Query,
        response: { ...answers(SearchAnswer), ...toFile },
      },
    },
    async ({ query }) => {
      const started = performance.now();
      const filters = filtersOf(query);
      const sort = query.sort ?? (query.q.trim() === '' ? 'modified' : 'relevance');
      const found = await find(catalogue, {
        text: query.q,
        filters,
        sort,
        size: query.size,
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
        facets: [...new Set(query.facets ?? USUAL_FACETS)],
        facetSize: query.facetSize,
        highlight: query.highlight,
        ...(query.literal === undefined ? {} : { literal: query.literal }),
        ...(query.together ? { together: true } : {}),
        fold: query.fold,
        explain: query.explain,
      });
      // Narrowed by filters, and on later pages, it says nothing of what there is.
      if (query.cursor === undefined && Object.keys(filters).length === 0 && poor(found)) {
        server.unmet.count(query.q);
      }
      return {
        hits: found.hits.map((hit) => hitAnswer(sources, hit)),
        resources: found.resources,
        entries: found.entries,
        facets: Object.fromEntries(
          FACETS.flatMap((facet) => {
            const values = found.facets[facet];
            if (values === undefined) return [];
            return [
              [facet, values.map((each) => ({ ...each, label: facetLabel(facet, each.value, sources) }))],
            ];
          }),
        ),
        filters: filtersAnswer(filters, sources),
        sort,
        terms: found.terms,
        understood: found.understood,
        ...(found.suggestion === undefined ? {} : { suggestion: found.suggestion }),
        nearest: found.nearest.map((near) => ({
          ...near,
          hits: near.hits.map((hit) => hitAnswer(sources, hit)),
        })),
        cursor: found.cursor,
        at: new Date().toISOString(),
        tookMs: Math.round((performance.now() - started) * 10) / 10,
      };
    },
  );
};
