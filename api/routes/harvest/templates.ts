import { z } from 'zod';
import { ErrorAnswer } from '../../schemas/error.ts';
import { TEMPLATE_TYPES, TEMPLATES, template } from '../../template.ts';
import type { Route } from '../route.ts';

/** Files to fill in. */
export const templates: Route = (server) => {
  server.get(
    '/api/v1/templates/sharing-catalogue.:kind',
    {
      schema: {
        tags: ['sources'],
        summary: '目录模板 / The template of a sharing catalogue',
        params: z.strictObject({ kind: z.enum(TEMPLATES) }),
        response: {
          200: z.instanceof(Buffer).meta({ type: 'string', format: 'binary' }),
          default: ErrorAnswer,
        },
      },
      serializerCompiler: () => (body) => body as string,
    },
    async (request, reply) => {
      const { kind } = request.params;
      reply
        .type(TEMPLATE_TYPES[kind])
        .header('content-disposition', `attachment; filename="sharing-catalogue.${kind}"`);
      return template(kind);
    },
  );
};
