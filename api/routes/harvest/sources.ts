import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Source } from '../../../config/registry/source.ts';
import { SOURCE_STATES } from '../../../config/registry/source-states.ts';
import { sourceAnswer, standing, standings } from '../../answers/harvest/source.ts';
import type { ApiContext } from '../../context.ts';
import { languageOf } from '../../language.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { SourceAnswer, SourceList } from '../../schemas/source.ts';
import { answers, type Route } from '../route.ts';

/** A source as it stands now, for whoever asks. */
export async function answerOf(context: ApiContext, source: Source, request: FastifyRequest) {
  const known = await standing(context, source.id);
  return sourceAnswer(context, source, known, languageOf(request), request.caller !== null);
}

/** All configured sources with their state, and one of them. */
export const sources: Route = (server, context) => {
  server.get(
    '/api/v1/sources',
    {
      schema: {
        tags: ['sources'],
        summary: '全部来源及其状态 / All sources with their state',
        querystring: OnlyLanguage,
        response: answers(SourceList),
      },
    },
    async (request) => {
      const language = languageOf(request);
      const standingOf = await standings(context);
      const items = [...context.sources.values()].map((source) =>
        sourceAnswer(context, source, standingOf(source.id), language, request.caller !== null),
      );
      const states = Object.fromEntries(
        SOURCE_STATES.map((state) => [state, items.filter((item) => item.state === state).length]),
      );
      return { items, states, at: new Date().toISOString() };
    },
  );

  server.get(
    '/api/v1/sources/:id',
    {
      schema: {
        tags: ['sources'],
        summary: '一个来源 / One source',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(SourceAnswer),
      },
    },
    async (request) => {
      const source = context.sources.get(request.params.id);
      if (source === undefined) throw new CodedError('source.unknown', request.params.id);
      return answerOf(context, source, request);
    },
  );
};
