import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { RUN_STATUSES } from '../../../index/operations.ts';
import { rejectionAnswer, runAnswer } from '../../answers/harvest/run.ts';
import { languageOf } from '../../language.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { RejectionList, RunAnswer, RunList } from '../../schemas/run.ts';
import { answers, type Route } from '../route.ts';

/** Runs: all of them, one with its ledger, its rejected records, and stopping it. */
export const runs: Route = (server, context) => {
  const { catalogue, control, sources } = context;

  server.get(
    '/api/v1/runs',
    {
      schema: {
        tags: ['runs'],
        summary: '全部采集记录 / All runs',
        querystring: z.strictObject({
          source: z.string().min(1).max(200).optional(),
          status: z.enum(RUN_STATUSES).optional(),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(RunList),
      },
    },
    async (request) => {
      const { source, status, size, cursor } = request.query;
      const filter = { ...(source !== undefined && { source }), ...(status !== undefined && { status }) };
      const page = await catalogue.listRuns(filter, size, cursor);
      const language = languageOf(request);
      return { items: page.items.map((run) => runAnswer(sources, run, language)), cursor: page.cursor };
    },
  );

  server.get(
    '/api/v1/runs/:id',
    {
      schema: {
        tags: ['runs'],
        summary: '一次采集及其账目 / One run with its ledger',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(RunAnswer),
      },
    },
    async (request) => {
      const run = await catalogue.getRun(request.params.id);
      if (run === undefined) throw new CodedError('run.unknown', request.params.id);
      return runAnswer(sources, run, languageOf(request));
    },
  );

  server.get(
    '/api/v1/runs/:id/rejections',
    {
      schema: {
        tags: ['runs'],
        summary: '一次采集拒收的记录 / The records a run rejected',
        params: Id,
        querystring: z.strictObject({ ...PAGING, ...LANGUAGE }),
        response: answers(RejectionList),
      },
    },
    async (request) => {
      const { id } = request.params;
      if ((await catalogue.getRun(id)) === undefined) throw new CodedError('run.unknown', id);
      const page = await catalogue.rejections(id, request.query.size, request.query.cursor);
      const language = languageOf(request);
      return { items: page.items.map((each) => rejectionAnswer(each, language)), cursor: page.cursor };
    },
  );

  server.post(
    '/api/v1/runs/:id/stop',
    {
      config: { act: { name: () => 'stop', on: 'run' } },
      schema: {
        tags: ['runs'],
        summary: '停止采集 / Stop a run',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: answers(RunAnswer),
      },
    },
    async (request) => runAnswer(sources, await control.stop(request.params.id), languageOf(request)),
  );
};
