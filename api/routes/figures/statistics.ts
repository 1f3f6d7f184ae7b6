import { z } from 'zod';
import { FACETS } from '../../../index/query.ts';
import { facetLabel } from '../../answers/label.ts';
import { FILTERS, filtersOf, LANGUAGE, repeated } from '../../parameters.ts';
import { StatisticsAnswer } from '../../schemas/search.ts';
import { toFile } from '../exports/negotiated.ts';
import { answers, type Route } from '../route.ts';

/** Entries and distinct resources, counted by up to three facets. */
export const statistics: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/statistics',
    {
      schema: {
        tags: ['statistics'],
        summary: '按维度统计条目与资源 / Entries and resources by facets',
        querystring: z
          .strictObject({
            by: repeated(z.enum(FACETS)).describe(
              'Facets to count by, up to three; totals only where absent',
            ),
            ...FILTERS,
            ...LANGUAGE,
          })
          .refine(({ by }) => new Set(by).size <= 3, { path: ['by'], message: '≤ 3' }),
        response: { ...answers(StatisticsAnswer), ...toFile },
      },
    },
    async ({ query }) => {
      const by = [...new Set(query.by ?? [])];
      const found = await catalogue.statistics({ by, filters: filtersOf(query) });
      return {
        by,
        rows: found.rows.map((row) => ({
          ...row,
          labels: Object.fromEntries(
            by.map((facet) => [facet, facetLabel(facet, row.key[facet] ?? '', sources)]),
          ),
        })),
        total: found.total,
        at: found.at,
      };
    },
  );
};
