import { z } from 'zod';
import { countUnmet, type UnmetCounter, unmetSearches } from '../../../index/people/unmet.ts';
import { LANGUAGE, PAGING } from '../../parameters.ts';
import { UnmetList } from '../../schemas/people/unmet.ts';
import { type ApiServer, answers, type Route } from '../route.ts';

declare module 'fastify' {
  interface FastifyInstance {
    unmet: UnmetCounter;
  }
}

/** Call before the routes are added: searches tell it what they did not find. */
export function countUnmetSearches(server: ApiServer, { catalogue }: Parameters<Route>[1]): void {
  const counter = countUnmet(catalogue, (err) => server.log.warn({ err }, 'unmet searches wait'));
  server.decorate('unmet', counter);
  server.addHook('onClose', () => counter.close());
}

/** What was searched for and not found. */
export const unmet: Route = (server, { catalogue }) => {
  server.get(
    '/api/v1/demands/unmet-searches',
    {
      schema: {
        tags: ['demands'],
        summary: '搜索而未得的词语 / What was searched for and not found, without who',
        querystring: z.strictObject({
          day: z.iso.date().optional().describe('In China'),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(UnmetList),
      },
    },
    async ({ query: { day, size, cursor } }) => {
      const page = await unmetSearches(catalogue, day, size, cursor);
      return { items: page.items.map(({ content }) => content), cursor: page.cursor };
    },
  );
};
