import { z } from 'zod';
import { CONTENT_TYPE, exposition } from '../../metrics/exposition.ts';
import { createMeasuring } from '../../metrics/measuring.ts';
import { metricsOfInstallation } from '../../metrics/of-installation.ts';
import { metricsOfProcess, watchLoop } from '../../metrics/of-process.ts';
import { createReadiness } from '../../readiness.ts';
import { refusals } from '../../schemas/error.ts';
import type { Route } from '../route.ts';

/** What Prometheus reads. A worker tells of itself alone: there may be many, and what they share is counted once. */
export const metrics: Route = (server, context) => {
  const { control, part, sources } = context;
  const readiness = createReadiness(context);
  const measure = createMeasuring(context);
  const delay = watchLoop();

  server.get(
    '/metrics',
    {
      schema: {
        tags: ['health'],
        summary: '监控指标（Prometheus 文本格式）/ Figures for monitoring, as Prometheus reads them',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, ...refusals },
      },
    },
    async (_request, reply) => {
      const up = await readiness.up();
      const told = metricsOfProcess(context, up, delay);
      if (part !== 'worker') {
        const depth = up.get('queue') ? await control.depth().catch(() => undefined) : undefined;
        told.push(...metricsOfInstallation(sources, await measure(), depth));
      }
      reply.header('content-type', CONTENT_TYPE);
      reply.header('cache-control', 'no-store');
      return (reply as { send(payload: unknown): unknown }).send(await exposition(told)) as never;
    },
  );
};
