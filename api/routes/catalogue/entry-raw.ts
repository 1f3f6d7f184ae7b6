import { CodedError } from '../../../config/errors/errors.ts';
import { shownRaw } from '../../../harvester/shown-raw.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { RawAnswer } from '../../schemas/entry.ts';
import { answers, type Route } from '../route.ts';

/**
 * What the source said of an entry, without people's names and mobile numbers, as text inside JSON: never served as
 * the page it may once have been.
 */
export const entryRaw: Route = (server, { catalogue, sources }) => {
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
      const [raw, stored] = await Promise.all([catalogue.raw(id), catalogue.get(id)]);
      if (raw === undefined || stored === undefined) throw new CodedError('entry.not-found', id);
      return { id, parts: (await shownRaw(sources.get(stored.entry.source), raw)).parts };
    },
  );
};
