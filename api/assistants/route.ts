import { createMcpHandler } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ApiServer, Route } from '../routes/route.ts';
import { refusalsBeside } from '../schemas/error.ts';
import { baseOf } from '../standards/base.ts';
import { askingOf } from './asking.ts';
import { assistantServer } from './server.ts';

/** Headers that say for whom the API is asked. */
const PASSED_ON = ['authorization', 'accept-language', 'user-agent'] as const;

/** The Model Context Protocol over streamable HTTP, without sessions: each request stands by itself, in whichever process. */
export const assistants: Route = (server: ApiServer, context) => {
  server.post(
    '/mcp',
    {
      schema: {
        tags: ['standards'],
        summary: '供智能助手调用（MCP）/ For assistants: the Model Context Protocol over streamable HTTP',
        consumes: ['application/json'],
        body: z.unknown(),
        response: {
          200: {
            description: 'JSON-RPC 2.0',
            content: {
              'application/json': { schema: z.looseObject({}) },
              'text/event-stream': { schema: z.string() },
            },
          },
          202: z.null().describe('A notification was taken'),
          ...refusalsBeside({
            'application/json': { schema: z.looseObject({ jsonrpc: z.literal('2.0') }) },
          }),
        },
      },
    },
    async (request, reply) => {
      const base = baseOf(context, request);
      const headers = Object.fromEntries(
        PASSED_ON.flatMap((name) =>
          request.headers[name] === undefined ? [] : [[name, request.headers[name]]],
        ),
      );
      const asking = askingOf(server, base, {
        headers: { ...headers, host: request.host },
        remoteAddress: request.ip,
      });
      const handler = createMcpHandler(() => assistantServer(asking, context.version), {
        onerror: (error) => request.log.warn({ err: error }, 'mcp'),
      });
      const asked = new Request(`${base}/mcp`, {
        method: 'POST',
        headers: request.headers as Record<string, string>,
      });
      const answer = await handler.fetch(asked, { parsedBody: request.body });
      reply.code(answer.status);
      for (const [name, value] of answer.headers) reply.header(name, value);
      const body = answer.body === null ? null : Buffer.from(await answer.arrayBuffer());
      return (reply as { send(payload: unknown): unknown }).send(body) as never;
    },
  );
};
