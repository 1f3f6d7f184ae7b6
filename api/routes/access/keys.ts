import type { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { listKeys, makeKey, revokeKey } from '../../access/keys.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { KeyAnswer, KeyList, KeyMade, MakeKey } from '../../schemas/access.ts';
import { refusals } from '../../schemas/error.ts';
import { answers, type Route } from '../route.ts';

/** Keys: who may act here. Made and shown once, listed without their secrets, revoked. */
export const keys: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/keys',
    {
      schema: {
        tags: ['access'],
        summary: '密钥 / Keys, without their secrets',
        security: [{ key: [] }],
        querystring: OnlyLanguage,
        response: answers(KeyList),
      },
    },
    async () => ({ items: await listKeys(catalogue) }),
  );

  server.post(
    '/api/v1/keys',
    {
      config: {
        act: {
          name: () => 'make-key',
          made: (answer) => ({ subject: (answer as z.infer<typeof KeyMade>).made.id }),
        },
      },
      schema: {
        tags: ['access'],
        summary: '生成密钥，仅显示一次 / Make a key, which is shown once',
        security: [{ key: [] }],
        querystring: OnlyLanguage,
        body: MakeKey,
        response: { 201: KeyMade, ...refusals },
      },
    },
    async ({ body, caller }, reply) => {
      const unknown = body.sources.find((id) => !sources.has(id));
      if (unknown !== undefined) throw new CodedError('source.unknown', unknown);
      const { days, ...wanted } = body;
      const expiresAt = days === undefined ? null : new Date(Date.now() + days * 86_400_000).toISOString();
      const { key, shown } = await makeKey(catalogue, { ...wanted, expiresAt }, caller?.by ?? 'unknown');
      reply.code(201).header('cache-control', 'no-store');
      return { key, made: shown };
    },
  );

  server.delete(
    '/api/v1/keys/:id',
    {
      config: { act: { name: () => 'revoke-key', on: 'subject' } },
      schema: {
        tags: ['access'],
        summary: '吊销密钥 / Revoke a key, and end its sessions',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: answers(KeyAnswer),
      },
    },
    async ({ params: { id }, caller }) => revokeKey(catalogue, id, caller?.by ?? 'unknown'),
  );
};
