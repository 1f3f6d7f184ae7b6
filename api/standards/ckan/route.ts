import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiServer, Route } from '../../routes/route.ts';
import { refusalsBeside } from '../../schemas/error.ts';
import { baseOf } from '../base.ts';
import { FORM, takeForms } from '../form.ts';
import { jsonText } from '../json.ts';
import { act, isAction } from './actions.ts';
import { ActionError } from './error.ts';
import { KeptTags } from './kept-tags.ts';
import { Offsets } from './offsets.ts';

const JSON_TYPE = 'application/json';
const JsonObject = z.looseObject({});
const Action = z.strictObject({ action: z.string().min(1).max(100) });
const answers = {
  200: z.strictObject({
    help: z.string(),
    success: z.literal(true),
    result: z.unknown(),
    as_of: z.string().describe('The instant that counts and contents hold for; clients of CKAN pass it by'),
  }),
  ...refusalsBeside({
    [JSON_TYPE]: {
      schema: z.union([
        z.strictObject({ success: z.literal(false), help: z.string(), error: z.looseObject({}) }),
        z.string().describe('No such action'),
      ]),
    },
  }),
};

/** Values that stand several times become a list. */
function pairsOf(pairs: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(pairs.keys())].map((name) => {
      const values = pairs.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** CKAN's Action API, version 3: its reading half, for its clients and for who harvests by it. */
export const ckanActions: Route = (server, context) => {
  const offsets = new Offsets();
  const tags = new KeptTags();

  async function respond(request: FastifyRequest, reply: FastifyReply, given: unknown): Promise<never> {
    const { action } = request.params as z.infer<typeof Action>;
    const send = (status: number, body: unknown): never =>
      (
        reply.code(status).type('application/json; charset=utf-8') as unknown as {
          send(payload: unknown): never;
        }
      ).send(Buffer.from(jsonText(body)));
    // As CKAN says it: a text alone.
    if (!isAction(action)) return send(400, `Bad request - Action name not known: ${action}`);
    const base = baseOf(context, request);
    const { catalogue, sources } = context;
    const help = `${base}/api/3/action/help_show?name=${action}`;
    try {
      const now = Date.now();
      const ckan = { base, catalogue, sources, offsets, tags, now };
      const result = await act(ckan, context, action, given);
      return send(200, { help, success: true, result, as_of: new Date(now).toISOString() });
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      return send(error.status, { help, success: false, error: error.answer });
    }
  }

  server.register(async (scope: ApiServer) => {
    takeForms(scope);
    const described = {
      tags: ['standards'],
      summary: 'CKAN Action API（读）/ The reading half of CKAN’s Action API',
      description:
        'package_search, package_show, package_list, current_package_list_with_resources, organization_list, organization_show, group_list, group_show, tag_list, tag_show, status_show, site_read, help_show.',
      params: Action,
      response: answers,
    };
    const unchecked = () => (value: unknown) => ({ value });
    for (const path of ['/api/3/action/:action', '/api/action/:action']) {
      scope.get(path, { schema: described }, (request, reply) =>
        respond(request, reply, pairsOf(new URLSearchParams(request.url.split('?')[1] ?? ''))),
      );
      scope.post(
        path,
        {
          schema: { ...described, consumes: [JSON_TYPE, FORM], body: JsonObject },
          validatorCompiler: unchecked,
        },
        (request, reply) => {
          const body: unknown = request.body;
          const query = pairsOf(new URLSearchParams(request.url.split('?')[1] ?? ''));
          const sent = body instanceof URLSearchParams ? pairsOf(body) : (body ?? {});
          return respond(request, reply, { ...query, ...(sent as object) });
        },
      );
    }
    scope.get('/api/3', { schema: { hide: true } }, async () => ({ version: 3 }));
  });
};
