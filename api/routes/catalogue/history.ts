import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { region as placeOf } from '../../../config/regions.ts';
import { chinaDay } from '../../../index/history/day.ts';
import { figuresOf, placeHistory } from '../../../index/history/totals.ts';
import { Id, LANGUAGE, PAGING } from '../../parameters.ts';
import {
  DAY_DEFINITIONS,
  HistoryList,
  PlaceHistory,
  ResourceHistory,
  SourceDays,
} from '../../schemas/figures/history.ts';
import { answers, type Route } from '../route.ts';

const DAY = 86_400_000;
/** Days of one question by day, and by month. */
const MOST_DAYS = { day: 366, month: 1_100 };
/** Records of each offer of a resource. */
const OF_EACH = 100;

/** What became of entries and resources, and the figures of sources and places by day. */
export const history: Route = (server, { catalogue, sources }) => {
  server.get(
    '/api/v1/entries/:id/history',
    {
      schema: {
        tags: ['catalogue'],
        summary: '条目的变更 / What became of an entry',
        params: Id,
        querystring: z.strictObject({ ...PAGING, ...LANGUAGE }),
        response: answers(HistoryList),
      },
    },
    ({ params, query }) => catalogue.history(params.id, query.size, query.cursor),
  );

  server.get(
    '/api/v1/resources/:id/history',
    {
      schema: {
        tags: ['catalogue'],
        summary: '资源的变更：其全部条目 / What became of the offers of a resource',
        params: Id,
        querystring: z.strictObject({ ...LANGUAGE }),
        response: answers(ResourceHistory),
      },
    },
    async ({ params: { id } }) => {
      const resource = await catalogue.resource(id);
      if (resource === undefined) throw new CodedError('resource.not-found', id);
      const pages = [];
      for (const { entry } of resource.offers) pages.push(await catalogue.history(entry.id, OF_EACH));
      const items = pages.flatMap((page) => page.items);
      items.sort((one, other) =>
        one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1,
      );
      return { items, truncated: pages.some(({ cursor }) => cursor !== null) };
    },
  );

  server.get(
    '/api/v1/sources/:id/history',
    {
      schema: {
        tags: ['statistics'],
        summary: '来源的每日数字 / The figures of a source by day',
        params: Id,
        querystring: z.strictObject({
          from: z.iso.date().optional().describe('Day in China, included'),
          to: z.iso.date().optional().describe('Day in China, included'),
          ...PAGING,
          // Two years of days in one answer.
          size: z.coerce.number().int().min(1).max(800).default(20),
          ...LANGUAGE,
        }),
        response: answers(SourceDays),
      },
    },
    async ({ params: { id: source }, query: { from, to: until, size, cursor } }) => {
      const asked = { source, ...(from && { from }), ...(until && { until }) };
      const page = await catalogue.days(asked, size, cursor);
      if (page.items.length === 0 && !sources.has(source)) throw new CodedError('source.unknown', source);
      const items = page.items.map((day) => ({ day: day.day, at: day.at, ...figuresOf(day) }));
      return { items, cursor: page.cursor, definitions: DAY_DEFINITIONS };
    },
  );

  server.get(
    '/api/v1/history',
    {
      schema: {
        tags: ['statistics'],
        summary: '全国或一地的每日、每月数字 / The figures of the country or a place by day or month',
        querystring: z.strictObject({
          from: z.iso.date().optional().describe('Day in China, included; 30 days before `to` where absent'),
          to: z.iso.date().optional().describe('Day in China, included; today where absent'),
          region: z
            .string()
            .regex(/^\d{6}$/)
            .default('100000')
            .describe('GB/T 2260'),
          by: z.enum(['day', 'month']).default('day'),
          ...LANGUAGE,
        }),
        response: answers(PlaceHistory),
      },
    },
    async ({ query: { region, by, ...span } }) => {
      const now = Date.now();
      const until = span.to ?? chinaDay(now);
      const from = span.from ?? new Date(Date.parse(until) - 30 * DAY).toISOString().slice(0, 10);
      if (placeOf(region) === undefined) throw new CodedError('request.invalid', `region ${region}`);
      const days = (Date.parse(until) - Date.parse(from)) / DAY + 1;
      if (days < 1 || days > MOST_DAYS[by])
        throw new CodedError('request.invalid', `from ${from} to ${until}`, {
          hint: `1–${MOST_DAYS[by]} days`,
        });
      const items = await placeHistory(catalogue, { from, until, by, region });
      return { region, by, at: new Date(now).toISOString(), items, definitions: DAY_DEFINITIONS };
    },
  );
};
