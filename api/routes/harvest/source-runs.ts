import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { runAnswer } from '../../answers/harvest/run.ts';
import { languageOf } from '../../language.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { RunAnswer, RunList } from '../../schemas/run.ts';
import { answers, type Route } from '../route.ts';

const Start = z
  .strictObject({
    full: z.boolean().default(false).describe('Ask every detail again and rewrite every entry'),
    dryRun: z.boolean().default(false).describe('Read and judge everything, write nothing'),
    replay: z
      .boolean()
      .default(false)
      .describe('Read what is kept again and ask the source for nothing, after a mapping was mended'),
  })
  .refine(({ full, replay }) => !(full && replay), {
    path: ['full'],
    message: 'full 与 replay 不能同时用 / full and replay exclude each other',
  })
  .nullish();

const askedFor = (body: unknown): string => ((body as z.infer<typeof Start>)?.replay ? 'replay' : 'start');

/** A source's runs, newest first, and starting one. */
export const sourceRuns: Route = (server, context) => {
  const { catalogue, control, sources } = context;

  server.get(
    '/api/v1/sources/:id/runs',
    {
      schema: {
        tags: ['runs'],
        summary: '一个来源的采集记录 / The runs of a source',
        params: Id,
        querystring: z.strictObject({ ...PAGING, ...LANGUAGE }),
        response: answers(RunList),
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!sources.has(id)) throw new CodedError('source.unknown', id);
      const page = await catalogue.listRuns({ source: id }, request.query.size, request.query.cursor);
      const language = languageOf(request);
      return { items: page.items.map((run) => runAnswer(sources, run, language)), cursor: page.cursor };
    },
  );

  server.post(
    '/api/v1/sources/:id/runs',
    {
      config: {
        act: { name: askedFor, on: 'source', made: (run) => ({ run: (run as { id: string }).id }) },
      },
      schema: {
        tags: ['runs'],
        summary: '开始采集 / Start a run',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        body: Start,
        response: { 202: RunAnswer, ...refusals },
      },
    },
    async (request, reply) => {
      const run = await control.start(request.params.id, { trigger: 'person', ...request.body });
      reply.code(202).header('location', `/api/v1/runs/${encodeURIComponent(run.id)}`);
      return runAnswer(sources, run, languageOf(request));
    },
  );
};
