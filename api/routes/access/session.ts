import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { type Caller, isInScope } from '../../access/caller.ts';
import { giveToken, takeToken, tokenIn } from '../../access/cookie.ts';
import { rightsOf, rightsOnSources } from '../../access/rules.ts';
import type { ApiContext } from '../../context.ts';
import { LANGUAGE, OnlyLanguage } from '../../parameters.ts';
import { OpenSession, SessionAnswer } from '../../schemas/access.ts';
import { answers, type Route } from '../route.ts';

function answer(
  caller: Caller | null,
  sources: ApiContext['sources'],
  of?: string,
): z.infer<typeof SessionAnswer> {
  const source = of === undefined ? undefined : sources.get(of);
  if (of !== undefined && source === undefined) throw new CodedError('source.unknown', of);
  const barred = source !== undefined && caller !== null && !isInScope(caller, source);
  return {
    by: caller?.by ?? null,
    via: caller?.via ?? null,
    role: caller?.role ?? null,
    sources: caller?.sources ?? [],
    regions: caller?.regions ?? [],
    may: rightsOf(caller).filter((right) => !(barred && rightsOnSources.has(right))),
    csrf: caller?.session?.csrf ?? null,
    until: caller?.session?.until ?? null,
  };
}

/** Logging in by key, who one is and what one may, logging out. */
export const session: Route = (server, { sources }) => {
  const { access } = server;

  server.get(
    '/api/v1/session',
    {
      schema: {
        tags: ['access'],
        summary: '我是谁，可以做什么 / Who asks, and what they may do',
        querystring: z.strictObject({ source: z.string().min(1).max(200).optional(), ...LANGUAGE }),
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return answer(request.caller, sources, request.query.source);
    },
  );

  server.post(
    '/api/v1/session',
    {
      schema: {
        tags: ['access'],
        summary: '以密钥登录，得到会话 / Log in by key: a session in a strict cookie',
        querystring: OnlyLanguage,
        body: OpenSession,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      const caller = await access.byKey(request, request.body.key);
      await endOwn(request);
      const opened = await access.sessions.open(caller);
      giveToken(request, reply, opened.token);
      reply.header('cache-control', 'no-store');
      return answer(opened.caller, sources);
    },
  );

  server.delete(
    '/api/v1/session',
    {
      schema: {
        tags: ['access'],
        summary: '退出 / Log out',
        querystring: OnlyLanguage,
        response: answers(SessionAnswer),
      },
    },
    async (request, reply) => {
      await endOwn(request);
      takeToken(request, reply);
      reply.header('cache-control', 'no-store');
      return answer(null, sources);
    },
  );

  async function endOwn(request: FastifyRequest): Promise<void> {
    const token = tokenIn(request);
    if (token !== undefined) await access.sessions.end(token);
  }
};
