import { z } from 'zod';
import { FILTERS, filtersOf } from '../../parameters.ts';
import type { ApiServer, Route } from '../../routes/route.ts';
import { answer, contents } from '../answer.ts';
import { baseOf, catalogueIri } from '../base.ts';
import { ALL_FORMATS, FORMATS, type Format, formatFor, TYPES } from './formats.ts';

const Query = z.strictObject({
  ...FILTERS,
  size: z.coerce.number().int().min(1).max(500).default(100).describe('Datasets a page'),
  cursor: z.string().min(1).max(4000).optional().describe('From hydra:next, untouched'),
});

/** The whole catalogue in DCAT-AP 3, or what filters leave of it. */
export const dcatCatalogue: Route = (server, context) => {
  for (const named of [undefined, ...ALL_FORMATS]) add(server, context, named);
};

function add(server: ApiServer, context: Parameters<Route>[1], named: Format | undefined): void {
  const { catalogue, sources } = context;
  server.get(
    `/catalog${named === undefined ? '' : `.${named}`}`,
    {
      schema: {
        tags: ['standards'],
        summary: '整个目录，DCAT-AP 3，Hydra 分页 / The whole catalogue in DCAT-AP 3, in Hydra pages',
        description:
          '按 Accept 给 JSON-LD、Turtle 或 RDF/XML；.jsonld、.ttl、.rdf 直接指定。/ By Accept; .jsonld, .ttl and .rdf name the format.',
        querystring: Query,
        response: contents(...(named === undefined ? TYPES : [FORMATS[named]])),
      },
    },
    async (request, reply) => {
      const { size, cursor } = request.query;
      const format = named ?? formatFor(request.headers.accept);
      const base = baseOf(context, request);
      const filters = filtersOf(request.query);
      // In pages the format is named, so that links bring the same whoever follows them.
      const addressOf = (behind: string | undefined): string => {
        const query = new URLSearchParams({ size: String(size) });
        for (const [name, values] of Object.entries(filters))
          for (const value of values) query.append(name, value);
        if (behind !== undefined) query.set('cursor', behind);
        return `${catalogueIri(base)}.${format}?${query}`;
      };
      const { cataloguePage } = await import('./catalogue.ts');
      const { serialise } = await import('./rdf/serialise.ts');
      const quads = await cataloguePage(
        catalogue,
        { base, sources, now: Date.now() },
        { address: addressOf, size, filters, ...(cursor === undefined ? {} : { cursor }) },
      );
      if (named === undefined) reply.header('vary', 'accept');
      return answer(reply, { type: FORMATS[format], body: await serialise(quads, format, base) });
    },
  );
}
