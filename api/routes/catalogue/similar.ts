import { CodedError } from '../../../config/errors/errors.ts';
import { regionLabel } from '../../../config/words.ts';
import { alike } from '../../../index/finding/alike.ts';
import { hitAnswer } from '../../answers/entry/hit.ts';
import { Id, OnlyLanguage } from '../../parameters.ts';
import { SimilarAnswer } from '../../schemas/suggest.ts';
import { answers, type Route } from '../route.ts';

/** Hits that are shown; places are counted over all. */
const SHOWN = 10;

/** The same kind of thing, here and in other places. */
export const similar: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/resources/:id/similar',
    {
      schema: {
        tags: ['catalogue'],
        summary: '别处的同类资源 / The same kind, here and elsewhere',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(SimilarAnswer),
      },
    },
    async ({ params: { id } }) => {
      const resource = await catalogue.resource(id);
      if (resource === undefined) throw new CodedError('resource.not-found', id);
      const { title, spatial } = resource.lead.entry;
      const { hits, complete } = await alike(catalogue, title);
      const others = hits.filter((hit) => hit.resource !== resource.id);
      const counts = new Map<string, number>();
      for (const { lead } of others) {
        counts.set(lead.entry.spatial.code, (counts.get(lead.entry.spatial.code) ?? 0) + 1);
      }
      const places = [...counts]
        .map(([region, resources]) => ({ region, label: regionLabel(region), resources }))
        .sort((a, b) => b.resources - a.resources || (a.region < b.region ? -1 : 1));
      return {
        title,
        elsewhere: places.filter(({ region }) => region !== spatial.code).length,
        places,
        complete,
        hits: others.slice(0, SHOWN).map((hit) => hitAnswer(sources, hit)),
      };
    },
  );
};
