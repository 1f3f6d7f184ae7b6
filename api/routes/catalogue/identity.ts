import { CodedError } from '../../../config/errors/errors.ts';
import { chinaDay } from '../../../index/history/day.ts';
import { resourceAnswer } from '../../answers/entry/entry.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { IdentityDecision, ResourceAnswer } from '../../schemas/entry.ts';
import { baseOf } from '../../standards/base.ts';
import { answers, type Route } from '../route.ts';

/** What an administrator decides of an entry's identity: whatever is harvested later, it holds. */
export const identity: Route = (server, context) => {
  const { catalogue, sources } = context;
  server.post(
    '/api/v1/entries/:id/identity',
    {
      config: {
        act: {
          name: (body) => IdentityDecision.safeParse(body).data?.decision ?? 'identity',
          on: 'entry',
          named: (body) => {
            const asked = IdentityDecision.safeParse(body).data;
            return asked?.decision === 'join' ? { with: asked.with } : {};
          },
        },
      },
      schema: {
        tags: ['catalogue'],
        summary:
          '把一个条目并入、拆出或交还自动判断 / Join an entry with another, split it off, or take that back',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        body: IdentityDecision,
        response: answers(ResourceAnswer),
      },
    },
    async (request) => {
      const { id } = request.params;
      await catalogue.decide(id, request.body, new Date().toISOString());
      const stored = await catalogue.get(id);
      const resource = stored && (await catalogue.resource(stored.resource));
      if (resource === undefined) throw new CodedError('entry.not-found', id);
      return resourceAnswer(sources, resource, chinaDay(Date.now()), baseOf(context, request));
    },
  );
};
