import { z } from 'zod';
import { region } from '../../../config/regions.ts';
import { VERDICTS } from '../../../index/watch/finding.ts';
import { findingsAnswer, watchAnswer } from '../../answers/watch.ts';
import { OnlyLanguage, PAGING } from '../../parameters.ts';
import { RegionCode } from '../../schemas/people/texts.ts';
import {
  FindingList,
  WatchAnswer,
  WatchDecided,
  WatchDecisionAsked,
  WatchListName,
} from '../../schemas/watch.ts';
import { answers, type Route } from '../route.ts';

const Params = z.strictObject({ list: WatchListName });
const FindingParams = z.strictObject({ list: WatchListName, key: z.string().min(1).max(200) });

/** What national staff watch for: six lists over all entries, computed nightly, and what was decided of their findings. */
export const watch: Route = (server, context) => {
  const { catalogue, sources } = context;
  server.get(
    '/api/v1/watch',
    {
      schema: {
        tags: ['watch'],
        summary: '监测清单：定义、时间与数量 / The watch lists: definitions, date and counts',
        querystring: OnlyLanguage,
        response: answers(WatchAnswer),
      },
    },
    async () => watchAnswer(sources, await catalogue.watched()),
  );

  server.get(
    '/api/v1/watch/:list',
    {
      schema: {
        tags: ['watch'],
        summary: '一张监测清单的条目与原因 / The findings of one watch list, with their reasons',
        params: Params,
        querystring: z.strictObject({
          region: RegionCode.optional().describe('GB/T 2260; what lies in the place is meant as well'),
          source: z.string().min(1).max(200).optional(),
          decision: z.enum(VERDICTS).optional().describe('open: nobody has said otherwise'),
          ...PAGING,
          ...OnlyLanguage.shape,
        }),
        response: answers(FindingList),
      },
    },
    ({ params: { list }, query: { region: place, source, decision, size, cursor } }) =>
      findingsAnswer(
        catalogue,
        sources,
        {
          list,
          // Of the whole country is of every place.
          ...(place !== undefined && region(place)?.level !== 'country' && { region: place }),
          ...(source !== undefined && { source }),
          ...(decision !== undefined && { verdict: decision }),
        },
        { size, cursor },
      ),
  );

  server.put(
    '/api/v1/watch/:list/:key/decision',
    {
      config: {
        act: {
          name: (body) => `finding-${WatchDecisionAsked.safeParse(body).data?.decision ?? 'decision'}`,
          on: 'finding',
          id: (params) => {
            const asked = FindingParams.safeParse(params).data;
            return asked === undefined ? '' : `${asked.list} ${asked.key}`;
          },
        },
      },
      schema: {
        tags: ['watch'],
        summary: '记下对一项发现的处置 / What was decided of a finding',
        security: [{ key: [] }],
        params: FindingParams,
        querystring: OnlyLanguage,
        body: WatchDecisionAsked,
        response: answers(WatchDecided),
      },
    },
    async ({ params: { list, key }, body, caller }) => {
      const { decision: verdict, note = null } = body;
      const by = caller?.by ?? 'unknown';
      const at = new Date().toISOString();
      await catalogue.decideFinding({ list, key, verdict, by, at, note });
      return { list, key, decision: verdict, by, at, note };
    },
  );
};
