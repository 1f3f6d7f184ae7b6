import { OnlyLanguage } from '../../parameters.ts';
import { createReadiness } from '../../readiness.ts';
import { Health, Readiness } from '../../schemas/health.ts';
import { answers, type Route } from '../route.ts';

/** Whether the process lives, and whether what it depends on answers (503 with a code where it does not). */
export const health: Route = (server, context) => {
  const { control, sources, pages, part, version } = context;
  const readiness = createReadiness(context);

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
        summary: '可以工作 / It can do its part',
        querystring: OnlyLanguage,
        response: answers(Readiness),
      },
    },
    async () => {
      await readiness.require();
      return {
        status: 'ready' as const,
        part,
        sources: sources.size,
        pages: pages !== undefined,
        ...control.here(),
      };
    },
  );
};
