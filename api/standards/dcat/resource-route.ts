import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import type { ApiContext } from '../../context.ts';
import { sendFirstPage } from '../../http/pages.ts';
import type { Route } from '../../routes/route.ts';
import { answer, contents } from '../answer.ts';
import { baseOf, resourceIri } from '../base.ts';
import { jsonText } from '../json.ts';
import { preferred } from '../negotiate.ts';
import { ALL_FORMATS, FORMATS, type Format, formatFor, TYPES } from './formats.ts';
import { PROFILE } from './rdf/terms.ts';

const HTML = 'text/html';
const ENDING = new RegExp(`\\.(${ALL_FORMATS.join('|')})$`);

/** A resource at its persistent address: the page for people, DCAT-AP 3 and schema.org for programs. */
export const resourceDocument: Route = (server, context) => {
  server.get(
    '/resources/:id',
    {
      schema: {
        tags: ['standards'],
        summary: '一个资源：网页、DCAT-AP 3 或 schema.org / A resource as a page, in DCAT-AP 3 or schema.org',
        description:
          '按 Accept；地址末尾加 .jsonld、.ttl、.rdf 直接指定，profile=schema 给 schema.org。/ By Accept, or by .jsonld, .ttl, .rdf behind the id; profile=schema gives schema.org.',
        params: z.strictObject({ id: z.string().min(1).max(200) }),
        querystring: z.looseObject({ profile: z.enum(['dcat-ap', 'schema']).optional() }),
        response: contents(HTML, ...TYPES),
      },
    },
    async (request, reply) => {
      const ending = ENDING.exec(request.params.id);
      const id = request.params.id.replace(ENDING, '');
      reply.header('vary', 'accept');
      if (ending === null && wantsPage(request, context)) return page(request, reply, context, id);
      const format = (ending?.[1] as Format | undefined) ?? formatFor(request.headers.accept);
      const resource = await context.catalogue.resource(id);
      if (resource === undefined) throw new CodedError('resource.not-found', id);
      const base = baseOf(context, request);
      const iri = resourceIri(base, id);
      const isSchema = request.query.profile === 'schema';
      const { resourceStatements } = await import('./catalogue.ts');
      const { schemaOrg } = await import('./schema-org.ts');
      const { serialise } = await import('./rdf/serialise.ts');
      const describing = { base, sources: context.sources, now: Date.now() };
      return answer(reply, {
        type: isSchema ? FORMATS.jsonld : FORMATS[format],
        body: isSchema
          ? jsonText(schemaOrg(base, resource))
          : await serialise(resourceStatements(describing, resource), format, base),
        links: [
          ['canonical', iri],
          ...ALL_FORMATS.map((each): [string, string, string] => [
            'alternate',
            `${iri}.${each}`,
            FORMATS[each],
          ]),
          ['profile', PROFILE],
        ],
      });
    },
  );
};

const wantsPage = ({ headers }: FastifyRequest, { pages }: ApiContext): boolean =>
  pages !== undefined &&
  // Who takes anything is a program: browsers say what they are for.
  headers.accept?.includes(HTML) === true &&
  preferred(headers.accept, [HTML, ...TYPES]) === HTML;

/** What is not there is said by the pages themselves. */
async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  context: ApiContext,
  id: string,
): Promise<never> {
  const resource = await context.catalogue.resource(id);
  if (resource === undefined) return sendFirstPage(reply) as never;
  const { resourcePage } = await import('./page.ts');
  const body = await resourcePage(context.pages as string, baseOf(context, request), resource);
  return answer(reply, { type: HTML, body });
}
