import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { regionLabel } from '../../../config/words.ts';
import {
  countDemands,
  DEMAND_STATES,
  type Demand,
  demandBy,
  demands as demandsOf,
  isOfPlace,
  leaveDemand,
  saveDemand,
  shownDemand,
} from '../../../index/people/demands.ts';
import { matchDemand } from '../../../index/people/matching.ts';
import type { Paper } from '../../../index/people/papers.ts';
import { isInScope } from '../../access/caller.ts';
import type { ApiContext } from '../../context.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import {
  AnswerDemand,
  DemandAnswer,
  DemandContact,
  DemandList,
  LeaveDemand,
} from '../../schemas/people/demand.ts';
import { RegionCode } from '../../schemas/people/texts.ts';
import { answers, type Route } from '../route.ts';

const shown = (paper: Paper<Demand>): z.infer<typeof DemandAnswer> => {
  const demand = shownDemand(paper);
  return { ...demand, regionLabel: demand.region === null ? null : regionLabel(demand.region) };
};

/** Who serves the place that the demand is of: by a place of the key, or by one of its sources. Throws `access.denied`. */
function requireHolder(
  request: FastifyRequest,
  { id, content }: Paper<Demand>,
  { sources }: ApiContext,
): void {
  const { caller } = request;
  if (caller?.role !== 'source-admin') return;
  const served = caller.sources.flatMap((source) => sources.get(source)?.region ?? []);
  if (!isOfPlace(content, [...served, ...caller.regions]))
    throw new CodedError('access.denied', `demands: ${id}`);
}

/** What people miss: left by anybody, read by everybody but for the contact, answered by holders. */
export const demands: Route = (server, context) => {
  const { catalogue, sources } = context;

  server.post(
    '/api/v1/demands',
    {
      // A person leaves a few; the demands of a day are bounded in all as well.
      config: { rateLimit: { max: 20, timeWindow: 3_600_000 } },
      schema: {
        tags: ['demands'],
        summary: '提出数据需求 / Say what data is missed',
        querystring: OnlyLanguage,
        body: LeaveDemand,
        response: { 201: DemandAnswer, ...refusals },
      },
    },
    async ({ body: { need, region = null, purpose = null, contact = null }, log }, reply) => {
      const left = await leaveDemand(catalogue, { need, region, purpose, contact });
      reply.code(201).header('location', `/api/v1/demands/${left.id}`);
      // It is kept, whether or not something is found for it now: the night looks again.
      const matched = await matchDemand(catalogue, left, Date.now()).catch((err: unknown) => {
        log.warn({ err, demand: left.id }, 'not matched yet');
        return left;
      });
      return shown(matched);
    },
  );

  server.get(
    '/api/v1/demands',
    {
      schema: {
        tags: ['demands'],
        summary: '数据需求 / What data is missed',
        querystring: z.strictObject({
          region: RegionCode.optional().describe('GB/T 2260; what lies in the place is meant as well'),
          state: z.enum(DEMAND_STATES).optional(),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(DemandList),
      },
    },
    async ({ query: { size, cursor, region, state } }) => {
      const filter = { region, state };
      const [page, total] = await Promise.all([
        demandsOf(catalogue, filter, size, cursor),
        countDemands(catalogue, filter),
      ]);
      return { items: page.items.map(shown), total, cursor: page.cursor };
    },
  );

  server.get(
    '/api/v1/demands/:id',
    {
      schema: {
        tags: ['demands'],
        summary: '一条数据需求 / One demand',
        params: Id,
        querystring: OnlyLanguage,
        response: answers(DemandAnswer),
      },
    },
    async ({ params: { id } }) => shown(await demandBy(catalogue, id)),
  );

  server.get(
    '/api/v1/demands/:id/contact',
    {
      schema: {
        tags: ['demands'],
        summary: '需求的联系方式 / How the author of a demand may be reached',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: answers(DemandContact),
      },
    },
    async (request, reply) => {
      const paper = await demandBy(catalogue, request.params.id);
      requireHolder(request, paper, context);
      reply.header('cache-control', 'no-store');
      return { contact: paper.content.contact };
    },
  );

  server.put(
    '/api/v1/demands/:id/answer',
    {
      config: {
        act: {
          name: (body) => `demand-${AnswerDemand.safeParse(body).data?.state ?? 'answer'}`,
          on: 'subject',
        },
      },
      schema: {
        tags: ['demands'],
        summary: '答复需求 / Answer a demand with a resource or in words',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        body: AnswerDemand,
        response: answers(DemandAnswer),
      },
    },
    async (request) => {
      const { state, resource = null, text = null } = request.body;
      const paper = await demandBy(catalogue, request.params.id);
      const found = resource === null ? undefined : await catalogue.resource(resource);
      if (resource !== null && found === undefined) throw new CodedError('resource.not-found', resource);
      const { caller } = request;
      // Whoever holds what answers it may say so, wherever it was asked.
      const holds = found?.offers.some(({ entry }) => {
        const source = sources.get(entry.source);
        return source !== undefined && caller !== null && isInScope(caller, source);
      });
      if (holds !== true || state !== 'answered') requireHolder(request, paper, context);
      const by = caller?.by ?? 'unknown';
      const title = found?.lead.entry.title ?? null;
      const answer = state === 'open' ? null : { resource, title, text, by, at: new Date().toISOString() };
      return shown(await saveDemand(catalogue, paper, { ...paper.content, state, answer }));
    },
  );
};
