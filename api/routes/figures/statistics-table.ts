/** Two facets crossed with a measure in each cell; the same as a file. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { MEASURES, type PivotQuery } from '../../../index/figures/pivot.ts';
import { FACETS } from '../../../index/query.ts';
import { pivotAnswer } from '../../answers/pivot.ts';
import { FORMATS, MEDIA_TYPES, written } from '../../exports/formats.ts';
import { tableDataset, tableRecords } from '../../exports/table.ts';
import { FILTERS, filtersOf, LANGUAGE } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { PivotAnswer } from '../../schemas/figures/pivot.ts';
import { answers, type Route } from '../route.ts';

const shown = (most: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .describe('Values shown at most: the largest or newest');

const Query = z
  .strictObject({
    rows: z.enum(FACETS).optional(),
    columns: z.enum(FACETS).optional(),
    measure: z.enum(MEASURES).default('resources'),
    mostRows: shown(1_000, 40),
    mostColumns: shown(100, 20),
    ...FILTERS,
    ...LANGUAGE,
  })
  .refine(({ rows, columns }) => rows === undefined || rows !== columns, {
    path: ['columns'],
    message: 'rows ≠ columns',
  });

const pivotOf = (query: z.output<typeof Query>): PivotQuery => ({
  ...(query.rows === undefined ? {} : { rows: query.rows }),
  ...(query.columns === undefined ? {} : { columns: query.columns }),
  measure: query.measure,
  filters: filtersOf(query),
  at: new Date().toISOString(),
  mostRows: query.mostRows,
  mostColumns: query.mostColumns,
});

export const statisticsTable: Route = (server, { catalogue, sources, version }) => {
  const answer = async (query: PivotQuery) => pivotAnswer(await catalogue.pivot(query), query, sources);

  server.get(
    '/api/v1/statistics/table',
    {
      schema: {
        tags: ['statistics'],
        summary: '两个维度交叉统计一项指标 / A measure by two facets crossed',
        querystring: Query,
        response: answers(PivotAnswer),
      },
    },
    async ({ query }) => answer(pivotOf(query)),
  );

  for (const format of FORMATS) {
    const type = MEDIA_TYPES[format].split(';')[0] as string;
    server.get(
      `/api/v1/exports/table.${format}`,
      {
        schema: {
          tags: ['exports'],
          summary: `导出交叉统计表（${format}）/ A table of statistics as ${format}`,
          querystring: Query,
          response: {
            200: { description: 'The file', content: { [type]: { schema: z.any() } } },
            ...refusals,
          },
        },
      },
      async ({ query }, reply) => {
        const asked = pivotOf(query);
        const table = await answer(asked);
        const { rows, columns, measure, filters, at } = asked;
        const facts = { asOf: at, program: version, question: { rows, columns, measure, ...filters } };
        const pages = Readable.from([tableRecords(table)]) as AsyncIterable<ReturnType<typeof tableRecords>>;
        const file = written(format, tableDataset(table, facts), pages);
        reply.header('content-disposition', `attachment; filename="huimu-${at.slice(0, 10)}.${format}"`);
        return reply.type(MEDIA_TYPES[format]).send(Readable.from(file));
      },
    );
  }
};
