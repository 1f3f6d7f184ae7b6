import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { rowText } from '../../../config/registry/row-text.ts';
import { Source } from '../../../config/registry/source.ts';
import { requireScope } from '../../access/guard.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { SourceAnswer, SourceRemoved } from '../../schemas/source.ts';
import { answers, type Route } from '../route.ts';
import { answerOf } from './sources.ts';

const idIn = (answer: unknown): string => (answer as z.infer<typeof SourceAnswer>).id;

/** Sources added here: rows that stand in no file. */
export const sourceRows: Route = (server, context) => {
  const { registry } = context;

  server.post(
    '/api/v1/sources',
    {
      config: { act: { name: () => 'add-source', made: (answer) => ({ source: idIn(answer) }) } },
      schema: {
        tags: ['sources'],
        summary: '新增来源 / Add a source',
        description:
          'The row as a file would have it, such as a preview proposes (POST /api/v1/previews). It is kept in the catalogue and harvested like those of files, by every process, until it is removed. It names a web address; one of this network only where the settings allow it.',
        security: [{ key: [] }],
        querystring: OnlyLanguage,
        body: Source,
        response: { 201: SourceAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      requireScope(request, request.body);
      const source = await registry.add(request.body, request.caller?.by ?? 'unknown');
      reply.code(201).header('location', `/api/v1/sources/${source.id}`);
      return answerOf(context, source, request);
    },
  );

  server.delete(
    '/api/v1/sources/:id',
    {
      config: { act: { name: () => 'remove-source', on: 'source' } },
      schema: {
        tags: ['sources'],
        summary: '移除新增的来源及其条目 / Remove an added source, and take its entries off',
        description:
          'Only what was added here. Where a row of a file has taken its place, nothing is taken off.',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: answers(SourceRemoved),
      },
    },
    async ({ params: { id }, caller }) => ({
      source: id,
      removed: await registry.remove(id, caller?.by ?? 'unknown'),
    }),
  );

  server.get(
    '/api/v1/sources/:id/row',
    {
      schema: {
        tags: ['sources'],
        summary: '来源配置（YAML）/ The row for a file of sources, with what is set here',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: {
          200: { description: 'For a file of sources', content: { 'text/yaml': { schema: z.any() } } },
          ...refusals,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const source = context.sources.get(id);
      if (source === undefined) throw new CodedError('source.unknown', id);
      reply
        .type('text/yaml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id}.yaml"`);
      return rowText(source);
    },
  );
};
