import { entryAnswer } from '../../answers/entry/entry.ts';
import { livingEntry } from '../../answers/entry/living.ts';
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
    async ({ params: { id } }) => entryAnswer(sources, await livingEntry(catalogue, id)),
  );
};
