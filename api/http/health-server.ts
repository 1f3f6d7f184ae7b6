/** The small server of a process that serves nothing else: whether it lives, whether it can work, its figures. */
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Huimu } from '../compose.ts';
import { apiContext } from '../context-of.ts';
import type { ApiServer } from '../routes/route.ts';
import { health } from '../routes/service/health.ts';
import { metrics } from '../routes/service/metrics.ts';
import type { Part } from '../schemas/health.ts';
import { sendError, sendNotFound } from './error-answer.ts';
import { listenAt } from './listening.ts';

export interface HealthServer {
  /** http://host:port */
  address: string;
  close(): Promise<void>;
}

/** Undefined where no port is set. Throws `config.invalid` where it cannot be listened at. */
export async function listenForHealth(huimu: Huimu, part: Part): Promise<HealthServer | undefined> {
  const { host, healthPort: port } = huimu.settings;
  if (port === undefined) return undefined;
  const context = apiContext(huimu, part);
  const server: ApiServer = fastify({
    logger: { level: context.logLevel, stream: process.stderr, redact: ['req.headers.authorization'] },
    bodyLimit: 1024,
    forceCloseConnections: true,
    requestTimeout: 10_000,
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) => sendNotFound([], request, reply));
  health(server, context);
  metrics(server, context);
  const settings = { zh: 'HUIMU_HEALTH_PORT', en: 'HUIMU_HEALTH_PORT' };
  return {
    address: await listenAt(server, { host, port, settings }),
    close: () => server.close(),
  };
}
