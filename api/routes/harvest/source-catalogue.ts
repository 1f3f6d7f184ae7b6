import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { runAnswer } from '../../answers/harvest/run.ts';
import { languageOf } from '../../language.ts';
import { Id, LANGUAGE, OnlyLanguage } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { UploadList, UploadTaken } from '../../schemas/upload.ts';
import { answers, type Route } from '../route.ts';

/** Bytes of one file. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** A source's catalogue as a file from its administrator's hands: taking one in, and those that are kept. */
export const sourceCatalogue: Route = (server, context) => {
  const { catalogue, control, sources } = context;

  server.get(
    '/api/v1/sources/:id/catalogue',
    {
      schema: {
        tags: ['sources'],
        summary: '已提交的目录文件 / Files of a source’s catalogue that are kept',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: answers(UploadList),
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!sources.has(id)) throw new CodedError('source.unknown', id);
      return { items: await catalogue.uploads(id) };
    },
  );

  // Its own room: whatever the request says that the file is, its bytes are taken as they are.
  server.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.put(
      '/api/v1/sources/:id/catalogue',
      {
        bodyLimit: LARGEST_FILE,
        config: {
          act: {
            name: () => 'upload',
            on: 'source',
            made: (answer) => ({ run: (answer as { run: { id: string } }).run.id }),
          },
        },
        schema: {
          tags: ['sources'],
          summary: '提交目录文件并采集 / Hand over a file of the catalogue, and harvest it',
          description:
            'XLSX, CSV or JSON in the core metadata of the compilation guide; what it is tells its content. The file is kept, and a run over it begins.',
          security: [{ key: [] }],
          params: Id,
          querystring: z.strictObject({
            name: z.string().max(200).default('').describe('What the file is called'),
            ...LANGUAGE,
          }),
          response: { 202: UploadTaken, ...refusals },
        },
      },
      async (request, reply) => {
        const { body } = request;
        if (!(body instanceof Uint8Array) || body.length === 0) {
          throw new CodedError('request.invalid', '文件为空 / the body is empty');
        }
        const file = { name: request.query.name, body, by: request.caller?.by ?? 'unknown' };
        const { upload, run } = await control.upload(request.params.id, file);
        reply.code(202).header('location', `/api/v1/runs/${encodeURIComponent(run.id)}`);
        return { upload, run: runAnswer(sources, run, languageOf(request)) };
      },
    );
  });
};
