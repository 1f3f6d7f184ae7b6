/** OpenAPI 3.1 of the routes at /api/v1/openapi.json, made of their schemas, and its reader at /docs. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { ApiServer } from '../routes/route.ts';

/** Swagger's reader writes style attributes; otherwise as strict as the pages. */
const READER_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export async function describeApi(server: ApiServer, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '汇目 Huimu',
        description:
          '中国公共数据联合目录的接口。名称、说明等均来自各来源，请按文本显示。\n\nThe API of the federated catalogue of China’s public data. Texts come from the sources: show them as text.',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null },
    staticCSP: true,
    transformStaticCSP: () => READER_POLICY,
  });
}

export function openapiRoute(server: ApiServer): void {
  server.get('/api/v1/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    (reply as { send(payload: unknown): unknown }).send(server.swagger());
  });
}
