import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiServer, Route } from '../../routes/route.ts';
import { answer, contents } from '../answer.ts';
import { baseOf } from '../base.ts';
import { FORM, takeForms } from '../form.ts';
import { VERBS } from './arguments.ts';
import { mailboxOf, namespaceOf } from './repository.ts';

/** As documented; what is wrong with them is answered as the protocol has it. */
const Arguments = z.strictObject({
  verb: z.enum(VERBS),
  identifier: z.string().optional(),
  metadataPrefix: z.enum(['oai_dc', 'dcat']).optional(),
  from: z.string().optional().describe('YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ'),
  until: z.string().optional(),
  set: z.string().optional().describe('region:450000, region:450000:450300, mode:opening, source:guangxi'),
  resumptionToken: z.string().optional(),
});

const described = {
  tags: ['standards'],
  summary: 'OAI-PMH 2.0：条目与墓碑，oai_dc 和 dcat / Entries and tombstones, in oai_dc and dcat',
  response: contents('text/xml'),
};
const unchecked = () => (value: unknown) => ({ value });

/** OAI-PMH 2.0 over the order of changes: every entry a record, every tombstone a deleted one. */
export const oaiPmh: Route = (server, context) => {
  const respond = async (request: FastifyRequest, reply: FastifyReply, pairs: URLSearchParams) => {
    const base = baseOf(context, request);
    const { oaiAnswer } = await import('./answer.ts');
    const repository = {
      base,
      catalogue: context.catalogue,
      sources: context.sources,
      namespace: namespaceOf(context),
      pageSize: context.oaiPage,
      address: `${base}/oai`,
      contact: mailboxOf(context.contact, base),
      now: Date.now(),
    };
    return answer(reply, { type: 'text/xml', body: await oaiAnswer(repository, pairs) });
  };
  server.register(async (scope: ApiServer) => {
    takeForms(scope);
    scope.get(
      '/oai',
      { schema: { ...described, querystring: Arguments }, validatorCompiler: unchecked },
      (request, reply) => respond(request, reply, new URLSearchParams(request.url.split('?')[1] ?? '')),
    );
    scope.post(
      '/oai',
      { schema: { ...described, consumes: [FORM], body: Arguments }, validatorCompiler: unchecked },
      (request, reply) => {
        const body: unknown = request.body;
        return respond(request, reply, body instanceof URLSearchParams ? body : new URLSearchParams());
      },
    );
  });
};
