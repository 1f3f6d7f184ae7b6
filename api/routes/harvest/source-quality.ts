import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { CRITERIA } from '../../../config/quality/quality.ts';
import { failingEntries, reportOf } from '../../../index/quality/report.ts';
import { criterionAnswer, criterionOf, lackingItem, reportAnswer } from '../../answers/quality.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { LackingAnswer, SourceQuality } from '../../schemas/figures/quality.ts';
import { answers, type Route } from '../route.ts';

const CODES = CRITERIA.map(({ code }) => code) as [string, ...string[]];

/** What a source's administrator can mend, what brings most first, and the records that each thing is about. */
export const sourceQuality: Route = (server, { catalogue, sources }) => {
  const known = (id: string): void => {
    if (!sources.has(id)) throw new CodedError('source.unknown', id);
  };

  server.get(
    '/api/v1/sources/:id/quality',
    {
      schema: {
        tags: ['sources'],
        summary:
          '来源的质量报告：缺什么、补什么提升最多 / What a source lacks, what would raise its score most first',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(SourceQuality),
      },
    },
    async ({ params: { id } }) => {
      known(id);
      const at = new Date().toISOString();
      return reportAnswer(id, await reportOf(catalogue, id, at), at);
    },
  );

  server.get(
    '/api/v1/sources/:id/quality/:criterion',
    {
      schema: {
        tags: ['sources'],
        summary: '不满足某项标准的条目 / The records of a source that lack one criterion',
        params: Id.extend({ criterion: z.enum(CODES) }),
        querystring: z.strictObject({ ...PAGING, ...LANGUAGE }),
        response: answers(LackingAnswer),
      },
    },
    async ({ params: { id, criterion: code }, query: { size, cursor } }) => {
      known(id);
      const criterion = criterionOf(code);
      if (criterion === undefined) throw new CodedError('request.invalid', code);
      const at = new Date().toISOString();
      const after = cursor ?? null;
      const found =
        criterion.needs === 'check'
          ? await failingEntries(catalogue, id, after, size + 1)
          : await catalogue.lacking({ source: id, criterion: code, at, after, limit: size + 1 });
      const items = found.slice(0, size);
      return {
        source: id,
        criterion: criterionAnswer(criterion),
        items: items.map((stored) => lackingItem(stored, criterion)),
        cursor: found.length > size ? (items.at(-1)?.entry.localId ?? null) : null,
        at,
      };
    },
  );
};
