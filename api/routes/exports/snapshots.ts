/** Snapshots by day: which there are, and their files at addresses that stay. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { sendRanged } from '../../http/ranged-file.ts';
import { languageOf } from '../../language.ts';
import { OnlyLanguage } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { MANIFEST, Manifest, manifestOf, snapshotDays, TYPES } from '../../snapshots/manifest.ts';
import { answers, type Route } from '../route.ts';

const Listed = Manifest.omit({ schema: true }).meta({ id: 'ListedSnapshot' });

const Index = z.strictObject({
  snapshots: z.array(Listed),
  message: z.string().optional().describe('Why there are none'),
});

const NONE = {
  zh: '尚未制作快照；管理员可运行 huimu snapshot make，或用 HUIMU_SNAPSHOTS 定时制作',
  en: 'No snapshot has been made yet; an administrator can run huimu snapshot make, or have them made by HUIMU_SNAPSHOTS',
};

/** Of a file for its schema: in these media types, whole or in part. */
const served = (summary: string, ...types: string[]) => {
  const content = Object.fromEntries(types.map((type) => [type, { schema: z.any() }]));
  return {
    tags: ['exports'],
    summary,
    response: {
      200: { description: 'The file', content },
      206: { description: 'The part that Range asks for', content },
      304: z.null().describe('As If-None-Match has it'),
      ...refusals,
    },
  };
};

export const snapshots: Route = (server, { snapshotFolder: folder }) => {
  const listed = () =>
    snapshotDays(folder)
      .reverse()
      .flatMap((day) => {
        const manifest = manifestOf(folder, day);
        if (manifest === undefined) return [];
        const { schema: _, ...rest } = manifest;
        return [rest];
      });
  // Above their files too: who cuts an address short finds what there is.
  for (const path of ['/api/v1/snapshots', '/snapshots'])
    server.get(
      path,
      {
        schema: {
          tags: ['exports'],
          summary: '按日快照，新的在前 / Snapshots by day, the newest first',
          querystring: OnlyLanguage,
          response: answers(Index),
        },
      },
      async (request) => {
        const found = listed();
        return found.length > 0
          ? { snapshots: found }
          : { snapshots: [], message: NONE[languageOf(request)] };
      },
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
  // Readable by programs that run in pages of others.
  const shared = (reply: FastifyReply) =>
    reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'content-range, etag, accept-ranges, content-length');
  server.get(
    '/snapshots/:day',
    {
      compress: false,
      schema: {
        ...served('一日快照的清单 / The manifest of a day’s snapshot', 'application/json'),
        params: z.strictObject({ day: z.string().min(1).max(20) }),
      },
    },
    (request, reply) => send(request, shared(reply), request.params.day, MANIFEST),
  );
  server.get(
    '/snapshots/:day/:file',
    {
      compress: false,
      schema: {
        ...served('快照的文件 / A file of a snapshot', ...Object.values(TYPES), 'application/json'),
        params: z.strictObject({ day: z.string().min(1).max(20), file: z.string().min(1).max(100) }),
      },
    },
    (request, reply) => send(request, shared(reply), request.params.day, request.params.file),
  );
};
