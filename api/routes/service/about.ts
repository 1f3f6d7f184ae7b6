import { OnlyLanguage } from '../../parameters.ts';
import { About } from '../../schemas/about.ts';
import { answers, type Route } from '../route.ts';

/** What this installation is, and what it has to say on every page. */
export const about: Route = (server, { version, notice, tour }) => {
  server.get(
    '/api/v1/about',
    {
      schema: {
        tags: ['health'],
        summary: '本系统 / This installation',
        querystring: OnlyLanguage,
        response: answers(About),
      },
    },
    async () => ({ name: 'huimu' as const, version, notice: notice ?? null, tour }),
  );
};
