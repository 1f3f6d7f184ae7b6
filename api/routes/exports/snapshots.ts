/** Snapshots by day: which there are, and their files at addresses that stay. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors.ts';
import { sendRanged } from '../../http/ranged-file.ts';
import { OnlyLanguage } from '../../parameters.ts';
import { MANIFEST, Manifest, manifestOf, snapshotDays } from '../../snapshots/manifest.ts';
import { answers, type Route } from '../route.ts';

const Listed = Manifest.omit({ schema: true }).meta({ id: 'ListedSnapshot' });

export const snapshots: Route = (server, { snapshotFolder: folder }) => {
  server.get(
    '/api/v1/snapshots',
    {
      schema: {
        tags: ['exports'],
        summary: '按日快照，新的在前 / Snapshots by day, the newest first',
        querystring: OnlyLanguage,
        response: answers(z.strictObject({ snapshots: z.array(Listed) })),
      },
    },
    async () => ({
      snapshots: snapshotDays(folder)
        .reverse()
        .flatMap((day) => {
          const manifest = manifestOf(folder, day);
          if (manifest === undefined) return [];
          const { schema: _, ...listed } = manifest;
          return [listed];
        }),
    }),
  );

  async function send(request: FastifyRequest, reply: FastifyReply, day: string, name: string) {
    const manifest = manifestOf(folder, day);
    const file = manifest?.files.find((each) => each.name === name);
    const path = join(folder, day, name);
    if (manifest === undefined || !existsSync(path) || (file === undefined && name !== MANIFEST)) {
      throw new CodedError('request.not-found', `${day}/${name}`, { hint: '/api/v1/snapshots' });
    }
    return sendRanged(request, reply, {
      path,
      // The manifest names the sums of all others: one of them stands for it.
      etag: `"${file?.sha256 ?? `manifest-${manifest.files[0]?.sha256}`}"`,
      mediaType: file?.mediaType ?? 'application/json; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    });
  }
  const open = { compress: false as const, schema: { hide: true } };
  // Readable by programs that run in pages of others.
  const shared = (reply: FastifyReply) =>
    reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'content-range, etag, accept-ranges, content-length');
  server.get('/snapshots/:day', open, (request, reply) =>
    send(request, shared(reply), (request.params as { day: string }).day, MANIFEST),
  );
  server.get('/snapshots/:day/:file', open, (request, reply) => {
    const { day, file } = request.params as { day: string; file: string };
    return send(request, shared(reply), day, file);
  });
};
