import { z } from 'zod';
import { FACETS, type Facet } from '../../../index/query.ts';
import { livingEntry } from '../../answers/entry/living.ts';
import { entryQuality, qualityAnswer } from '../../answers/quality.ts';
import { FILTERS, filtersOf, Id, LANGUAGE, OnlyLanguage, repeated } from '../../parameters.ts';
import { EntryQuality, QualityAnswer } from '../../schemas/figures/quality.ts';
import { answers, type Route } from '../route.ts';

/** What people call some facets; the month is that of the record's date of change. */
export const QUALITY_GROUPS = { region: 'province', month: 'modifiedMonth' } as const satisfies Record<
  string,
  Facet
>;

export const groupsOf = (by: readonly string[]): Facet[] => [
  ...new Set(by.map((name) => QUALITY_GROUPS[name as keyof typeof QUALITY_GROUPS] ?? (name as Facet))),
];
export const GROUP_NAMES = ['region', 'month', ...FACETS] as const;

/** Quality of one entry with its reasons, and means over entries by any facets. */
export const quality: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/quality',
    {
      schema: {
        tags: ['statistics'],
        summary:
          '质量均值，按来源、提供单位、地区或月份 / Mean quality by source, publisher, region or month',
        querystring: z
          .strictObject({
            by: repeated(z.enum(GROUP_NAMES)).describe(
              'Up to two of: source, publisher, region (provinces), month (of the date of change), or any facet; the total only where absent',
            ),
            size: z.coerce
              .number()
              .int()
              .min(1)
              .max(5000)
              .default(500)
              .describe('Rows; the newest months first, then those of most entries'),
            ...FILTERS,
            ...LANGUAGE,
          })
          .refine(({ by }) => new Set(by).size <= 2, { path: ['by'], message: '≤ 2' }),
        response: answers(QualityAnswer),
      },
    },
    async ({ query }) => {
      const by = groupsOf(query.by ?? []);
      const at = new Date().toISOString();
      const found = await catalogue.quality({ by, filters: filtersOf(query), at, most: query.size });
      return qualityAnswer(found, by, sources, at);
    },
  );

  server.get(
    '/api/v1/entries/:id/quality',
    {
      schema: {
        tags: ['catalogue'],
        summary:
          '一个条目的质量与理由；已下架的答 410 / Quality of one entry, with its reasons; 410 of one that was removed',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(EntryQuality),
      },
    },
    async ({ params: { id } }) => {
      const stored = await livingEntry(catalogue, id);
      return entryQuality(stored, await catalogue.linkChecks(id), Date.now());
    },
  );
};
