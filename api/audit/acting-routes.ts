/**
 * Records what is done, or tried, through the routes that act. A route says in its `config.act` which act it is;
 * who asked and what came of it is seen here, once for all of them.
 */
import type { FastifyRequest } from 'fastify';
import { coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { Act } from '../../index/operations.ts';
import type { ApiContext } from '../context.ts';
import { codeOf } from '../http/error-answer.ts';
import type { ApiServer } from '../routes/route.ts';
import { actNow, type Target, unwritten, withSource } from './act.ts';
import { countStrangers } from './strangers.ts';

export interface ActingRoute {
  /** The act, by the body that asks for it. */
  name: (body: unknown) => string;
  /** What the address's `:id` names. */
  on?: keyof Target;
  /** Its name, by the address's parameters; `:id` where absent. */
  id?: (params: unknown) => string;
  /** What else it was done to, by the body. */
  named?: (body: unknown) => Target;
  /** What the act made, of the route's answer. */
  made?: (answer: unknown) => Target;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    act?: ActingRoute;
  }
}

/** Call before the routes are added. */
export function recordActs(server: ApiServer, { catalogue }: Pick<ApiContext, 'catalogue'>): void {
  const strangers = countStrangers((act) => keep(act).catch(() => undefined));
  server.addHook('onClose', () => strangers.close());

  /** Throws `audit.unwritten`, having said so in the log. */
  async function keep(act: Act): Promise<void> {
    try {
      await catalogue.record(act);
    } catch (error) {
      const failure = unwritten(act, error);
      server.log.error({ err: failure, code: failure.code, act }, 'not in the audit log');
      throw failure;
    }
  }

  async function record(request: FastifyRequest, by: string, route: ActingRoute, rest: Ended): Promise<void> {
    const { refused, made } = rest;
    const id = route.id?.(request.params) ?? (request.params as { id?: string }).id;
    const named: Target = {
      ...(route.on !== undefined && { [route.on]: id }),
      ...route.named?.(request.body),
    };
    // An act is recorded also where its source cannot be looked up.
    const target = await withSource(catalogue, named).catch(() => named);
    await keep(actNow({ by, act: route.name(request.body), refused, ...target, ...made }));
  }

  server.addHook('preSerialization', async (request, reply, payload) => {
    const { act } = request.routeOptions.config;
    if (act !== undefined && request.caller !== null && reply.statusCode < 400) {
      await record(request, request.caller.by, act, { refused: null, made: act.made?.(payload) ?? {} });
    }
    return payload;
  });

  server.addHook('onError', async (request, _reply, error) => {
    const { act } = request.routeOptions.config;
    // What was done and could not be recorded is no refusal.
    if (act === undefined || coded(error).code === 'audit.unwritten') return;
    const refused = codeOf(error, request);
    if (request.caller === null) await strangers.tried(act.name(undefined), refused);
    else {
      // The caller hears why it was refused; that it is not recorded stands in the log.
      await record(request, request.caller.by, act, { refused, made: {} }).catch(() => undefined);
    }
  });
}

interface Ended {
  refused: ErrorCode | null;
  made: Target;
}
