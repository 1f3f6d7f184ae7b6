import { z } from 'zod';
import { refusals } from '../../schemas/error.ts';
import { TEMPLATE_TYPES, TEMPLATES, template } from '../../template.ts';
import type { Route } from '../route.ts';

const content = Object.fromEntries(
  Object.values(TEMPLATE_TYPES).map((type) => [type.split(';')[0] as string, { schema: z.any() }]),
);

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
          200: { description: 'The file', content },
          ...refusals,
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
