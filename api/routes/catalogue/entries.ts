import { CodedError } from '../../../config/errors.ts';
import { entryAnswer } from '../../answers/entry.ts';
import { RemovedError } from '../../http/error-answer.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { EntryAnswer } from '../../schemas/entry.ts';
import { answers, type Route } from '../route.ts';

/** One catalogue entry, as stored; 410 with its tombstone where its source took it away. */
export const entries: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/entries/:id',
    {
      schema: {
        tags: ['catalogue'],
        summary: '一个目录条目 / One catalogue entry',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(EntryAnswer),
      },
    },
    async ({ params: { id } }) => {
      const stored = await catalogue.get(id);
      if (stored === undefined) throw new CodedError('entry.not-found', id);
      if (stored.removedAt !== null) {
        const { title } = stored.entry;
        throw new RemovedError({ id, title, resource: stored.resource, removedAt: stored.removedAt });
      }
      return entryAnswer(sources, stored);
    },
  );
};
