import { z } from 'zod';
import { FILTERS, filtersOf, LONGEST_QUERY } from '../../parameters.ts';
import type { Route } from '../../routes/route.ts';
import { answer, contents } from '../answer.ts';
import { baseOf } from '../base.ts';
import { ATOM, atom, type FeedAddresses } from './atom.ts';
import { feedOf } from './feed.ts';
import { RSS, rss } from './rss.ts';

const Query = z.strictObject({
  q: z.string().max(LONGEST_QUERY).default('').describe('Words; empty finds all'),
  ...FILTERS,
  size: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(4000).optional().describe('From the link to the next page, untouched'),
});

const KINDS = { atom: { type: ATOM, write: atom }, rss: { type: RSS, write: rss } } as const;

/** Whether the caller has it as it was then (RFC 9110 §13.1.3): to the second, and only where no tag is compared. */
const isFresh = (headers: Record<string, unknown>, updated: string): boolean => {
  const since = Date.parse(String(headers['if-modified-since'] ?? ''));
  return headers['if-none-match'] === undefined && Math.floor(Date.parse(updated) / 1000) * 1000 <= since;
};

/** Any search as a feed, the newest change first. */
export const feeds: Route = (server, context) => {
  for (const [kind, { type, write }] of Object.entries(KINDS)) {
    server.get(
      `/api/v1/search.${kind}`,
      {
        schema: {
          tags: ['standards'],
          summary:
            kind === 'atom'
              ? '检索的 Atom 订阅，含墓碑（RFC 6721）/ Any search as Atom, with tombstones'
              : '检索的 RSS 订阅 / Any search as RSS',
          querystring: Query,
          response: contents(type),
        },
      },
      async (request, reply) => {
        const { q, size, cursor } = request.query;
        const filters = filtersOf(request.query);
        const question = { text: q, filters, size, ...(cursor === undefined ? {} : { cursor }) };
        const feed = await feedOf(context.catalogue, question, Date.now());
        const base = baseOf(context, request);
        const query = new URLSearchParams(q === '' ? {} : { q });
        for (const [name, values] of Object.entries(filters))
          for (const value of values) query.append(name, value);
        const addressOf = (behind: string | undefined): string => {
          const pairs = new URLSearchParams([...query, ['size', String(size)]]);
          if (behind !== undefined) pairs.set('cursor', behind);
          return `${base}/api/v1/search.${kind}?${pairs}`;
        };
        const addresses: FeedAddresses = {
          base,
          self: addressOf(cursor),
          first: addressOf(undefined),
          next: feed.cursor === null ? undefined : addressOf(feed.cursor),
          page: `${base}/search${query.size === 0 ? '' : `?${query}`}`,
          title: q === '' ? '汇目：最近变更的资源' : `汇目：${q}`,
        };
        reply.header('last-modified', new Date(feed.updated).toUTCString());
        if (isFresh(request.headers, feed.updated)) {
          reply.code(304);
          return answer(reply, { type, body: '' });
        }
        return answer(reply, { type, body: write(feed, addresses) });
      },
    );
  }
};
