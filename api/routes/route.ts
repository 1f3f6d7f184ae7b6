/** What every route file exports: a way to add its routes, typed by their schemas. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { refusals } from '../schemas/error.ts';

export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export type Route = (server: ApiServer, context: ApiContext) => void;

/** The answers of a route for its schema: what it gives on success, and the one shape of errors. */
export const answers = <T extends z.ZodType>(success: T) => ({ 200: success, ...refusals });
