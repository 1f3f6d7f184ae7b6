import { CodedError } from '../../config/errors.ts';
import { Id, OnlyLanguage } from '../parameters.ts';
import { RawAnswer } from '../schemas/entry.ts';
import { answers, type Route } from './route.ts';

/** What the source said of an entry, as text inside JSON: never served as the page it may once have been. */
export const entryRaw: Route = (server, { catalogue }) => {
  server.get(
    '/api/v1/entries/:id/raw',
    {
      schema: {
        tags: ['catalogue'],
        summary: '来源的原始记录 / The record as its source gave it',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(RawAnswer),
      },
    },
    async ({ params: { id } }) => {
      const raw = await catalogue.raw(id);
      if (raw === undefined) throw new CodedError('entry.not-found', id);
      return { id, parts: raw.parts };
    },
  );
};
