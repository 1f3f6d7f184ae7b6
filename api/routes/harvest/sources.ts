import { CodedError } from '../../../config/errors.ts';
import { SOURCE_STATES } from '../../../config/registry/source-states.ts';
import { sourceAnswer, standing, standings } from '../../answers/source.ts';
import { languageOf } from '../../language.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { SourceAnswer, SourceList } from '../../schemas/source.ts';
import { answers, type Route } from '../route.ts';

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
        sourceAnswer(context, source, standingOf(source.id), language),
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
      return sourceAnswer(context, source, await standing(context, source.id), languageOf(request));
    },
  );
};
