/** Who comes in: recognised first, counted, and held against the table. Joined here for the server. */
import cookie from '@fastify/cookie';
import type { ApiContext } from '../context.ts';
import type { ApiServer } from '../routes/route.ts';
import { guardRoutes } from './guard.ts';
import { type Identifying, identifying } from './identify.ts';
import { limitRates } from './limits.ts';
import { keepSessions, type Sessions } from './sessions.ts';

export interface Access extends Identifying {
  sessions: Sessions;
}

declare module 'fastify' {
  interface FastifyInstance {
    access: Access;
  }
}

/** Call before the routes are added. `own`: the start of addresses that look after themselves. */
export async function controlAccess(server: ApiServer, context: ApiContext, own: string): Promise<void> {
  await server.register(cookie);
  server.decorateRequest('caller', null);
  server.decorateRequest('unrecognised', null);
  const sessions = keepSessions(context.catalogue, context.adminKey);
  const access: Access = {
    sessions,
    ...identifying(context, sessions, await limitRates(server, context)),
  };
  server.decorate('access', access);
  server.addHook('onRequest', async (request, reply) => {
    try {
      request.caller = await access.identify(request, reply);
    } catch (error) {
      request.unrecognised = error;
    }
  });
  guardRoutes(server, context, own);
}
