import { z } from 'zod';
import { chinaDay } from '../../../index/history/day.ts';
import { trends as trendsOf } from '../../../index/history/trends.ts';
import { LANGUAGE } from '../../parameters.ts';
import { Trends } from '../../schemas/figures/history.ts';
import { answers, type Route } from '../route.ts';

const DAY = 86_400_000;

/** The entries of every source by day, for a list of sources. */
export const trends: Route = (server, { catalogue }) => {
  server.get(
    '/api/v1/trends',
    {
      schema: {
        tags: ['statistics'],
        summary: '各来源条目的每日变化 / The entries of every source by day',
        querystring: z.strictObject({
          days: z.coerce.number().int().min(1).max(90).default(30).describe('Back from today'),
          ...LANGUAGE,
        }),
        response: answers(Trends),
      },
    },
    async ({ query: { days } }) => {
      const now = Date.now();
      const [from, to] = [chinaDay(now - days * DAY), chinaDay(now)];
      return { from, to, items: await trendsOf(catalogue, from, to) };
    },
  );
};
