import { CodedError } from '../../../config/errors/errors.ts';
import { chinaDay } from '../../../index/history/day.ts';
import { resourceAnswer } from '../../answers/entry/entry.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { ResourceAnswer } from '../../schemas/entry.ts';
import { baseOf } from '../../standards/base.ts';
import { answers, type Route } from '../route.ts';

/** One resource with every place and mode it is offered in. */
export const resources: Route = (server, context) => {
  const { catalogue, sources } = context;
  server.get(
    '/api/v1/resources/:id',
    {
      schema: {
        tags: ['catalogue'],
        summary: '一个资源及其全部供给 / One resource with its offers',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(ResourceAnswer),
      },
    },
    async (request) => {
      const { id } = request.params;
      const resource = await catalogue.resource(id);
      if (resource === undefined) throw new CodedError('resource.not-found', id);
      return resourceAnswer(sources, resource, chinaDay(Date.now()), baseOf(context, request));
    },
  );
};
