import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { FILTERS, filtersOf, LONGEST_QUERY } from '../../parameters.ts';
import type { Route } from '../../routes/route.ts';
import { answer, contents } from '../answer.ts';
import { baseOf } from '../base.ts';
import { jsonText } from '../json.ts';
import { wholeHits } from '../resources.ts';
import { collection, collections, conformance, landing } from './pages.ts';
import { COLLECTION, GEOJSON, itemsAddress, recordOf } from './record.ts';

const JSON_TYPE = 'application/json';

/** As the standard's examples and its clients name the one encoding. */
const Encoding = { f: z.literal('json').optional() };

const Items = z.strictObject({
  ...Encoding,
  limit: z.coerce.number().int().min(1).max(1_000).default(10),
  q: z.string().max(LONGEST_QUERY).default('').describe('Words; all must be there'),
  ...FILTERS,
  cursor: z.string().min(1).max(4000).optional().describe('From the link to the next page, untouched'),
});

/** OGC API – Records: the catalogue as one collection of records. */
export const ogcRecords: Route = (server, context) => {
  const { catalogue } = context;
  const described = (summary: string, type: string) => ({
    tags: ['standards'],
    summary: `OGC API – Records：${summary}`,
    response: contents(type),
  });
  const pages: [string, string, (base: string) => unknown][] = [
    ['/ogc', '入口 / Landing page', landing],
    ['/ogc/conformance', '符合的标准 / Conformance', conformance],
    ['/ogc/collections', '集合 / Collections', collections],
    [`/ogc/collections/${COLLECTION}`, '目录集合 / The collection', collection],
  ];
  for (const [path, summary, made] of pages)
    server.get(
      path,
      {
        schema: {
          ...described(summary, JSON_TYPE),
          querystring: z.strictObject(Encoding),
        },
      },
      async (request: FastifyRequest, reply) =>
        answer(reply, { type: JSON_TYPE, body: jsonText(made(baseOf(context, request))) }),
    );

  server.get(
    `/ogc/collections/${COLLECTION}/items`,
    { schema: { ...described('记录 / Records', GEOJSON), querystring: Items } },
    async (request, reply) => {
      const { limit, q, cursor } = request.query;
      const filters = filtersOf(request.query);
      const page = await wholeHits(catalogue, {
        ...{ text: q, filters, size: limit, sort: q.trim() === '' ? 'id' : 'relevance' },
        ...(cursor === undefined ? {} : { cursor }),
      });
      const base = baseOf(context, request);
      const addressOf = (behind: string | undefined): string => {
        const query = new URLSearchParams({ limit: String(limit), ...(q === '' ? {} : { q }) });
        for (const [name, values] of Object.entries(filters))
          for (const value of values) query.append(name, value);
        if (behind !== undefined) query.set('cursor', behind);
        return `${itemsAddress(base)}?${query}`;
      };
      const body = {
        type: 'FeatureCollection',
        timeStamp: new Date().toISOString(),
        numberMatched: page.total,
        numberReturned: page.resources.length,
        features: page.resources.map((resource) => recordOf(base, resource)),
        links: [
          { rel: 'self', href: addressOf(cursor), type: GEOJSON },
          ...(page.cursor === null ? [] : [{ rel: 'next', href: addressOf(page.cursor), type: GEOJSON }]),
          { rel: 'collection', href: `${base}/ogc/collections/${COLLECTION}`, type: JSON_TYPE },
        ],
      };
      return answer(reply, { type: GEOJSON, body: jsonText(body) });
    },
  );

  server.get(
    `/ogc/collections/${COLLECTION}/items/:id`,
    {
      schema: {
        ...described('一条记录 / One record', GEOJSON),
        params: z.strictObject({ id: z.string().min(1).max(200) }),
        querystring: z.strictObject(Encoding),
      },
    },
    async (request, reply) => {
      const resource = await catalogue.resource(request.params.id);
      if (resource === undefined) throw new CodedError('resource.not-found', request.params.id);
      return answer(reply, { type: GEOJSON, body: jsonText(recordOf(baseOf(context, request), resource)) });
    },
  );
};
