import { OnlyLanguage } from '../parameters.ts';
import { Health, Readiness } from '../schemas/health.ts';
import { answers, type Route } from './route.ts';

/** Whether the process lives, and whether its catalogue answers (503 with a code where it does not). */
export const health: Route = (server, { catalogue, sources, pages, version }) => {
  server.get(
    '/healthz',
    {
      schema: {
        tags: ['health'],
        summary: '进程存活 / The process lives',
        querystring: OnlyLanguage,
        response: answers(Health),
      },
    },
    async () => ({ status: 'ok' as const, version, uptimeSeconds: Math.round(process.uptime()) }),
  );

  server.get(
    '/readyz',
    {
      schema: {
        tags: ['health'],
        summary: '可以应答 / It can answer',
        querystring: OnlyLanguage,
        response: answers(Readiness),
      },
    },
    async () => {
      const counts = await catalogue.counts();
      return {
        status: 'ready' as const,
        sources: sources.size,
        entries: counts.reduce((sum, { entries }) => sum + entries, 0),
        pages: pages !== undefined,
      };
    },
  );
};
