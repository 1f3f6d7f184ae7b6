import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import {
  countReports,
  leaveReport,
  REPORT_STATES,
  reportBy,
  reports as reportsOf,
  settleReport,
  shownReport,
} from '../../../index/people/reports.ts';
import { requireScope } from '../../access/guard.ts';
import { Id, LANGUAGE, OnlyLanguage, PAGING } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import {
  LeaveReport,
  ReportAnswer,
  ReportList,
  ReportTaken,
  SettleReport,
} from '../../schemas/people/report.ts';
import { answers, type Route } from '../route.ts';

/** Mistakes that readers report, for the administrator of the source alone. */
export const reports: Route = (server, { catalogue, sources }) => {
  server.post(
    '/api/v1/resources/:id/reports',
    {
      config: { rateLimit: { max: 20, timeWindow: 3_600_000 } },
      schema: {
        tags: ['reports'],
        summary: '报告错误 / Report a mistake of a resource',
        params: Id,
        querystring: OnlyLanguage,
        body: LeaveReport,
        response: { 201: ReportTaken, ...refusals },
      },
    },
    async ({ params: { id }, body: { text, field = null } }, reply) => {
      const resource = await catalogue.resource(id);
      if (resource === undefined) throw new CodedError('resource.not-found', id);
      const { entry } = resource.lead;
      const about = { resource: resource.id, entry: entry.id, title: entry.title, source: entry.source };
      const report = await leaveReport(catalogue, { ...about, field, text });
      reply.code(201);
      return { id: report.id, at: report.at, source: report.source };
    },
  );

  server.get(
    '/api/v1/reports',
    {
      schema: {
        tags: ['reports'],
        summary: '读者报告的错误 / Mistakes that readers reported',
        security: [{ key: [] }],
        querystring: z.strictObject({
          source: z.string().min(1).max(200).optional().describe('A source-admin names one of its own'),
          state: z.enum(REPORT_STATES).optional(),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(ReportList),
      },
    },
    async ({ query: { size, cursor, source, state } }) => {
      const filter = { source, state };
      const [page, total] = await Promise.all([
        reportsOf(catalogue, filter, size, cursor),
        countReports(catalogue, filter),
      ]);
      return { items: page.items.map(shownReport), total, cursor: page.cursor };
    },
  );

  server.put(
    '/api/v1/reports/:id',
    {
      config: {
        act: {
          name: (body) =>
            SettleReport.safeParse(body).data?.state === 'open' ? 'reopen-report' : 'close-report',
          on: 'subject',
          made: (answer) => ({ source: (answer as { source?: string }).source ?? null }),
        },
      },
      schema: {
        tags: ['reports'],
        summary: '处理一条报告 / Close a report with a note, or open it again',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        body: SettleReport,
        response: answers(ReportAnswer),
      },
    },
    async (request) => {
      const paper = await reportBy(catalogue, request.params.id);
      const { source: id } = paper.content;
      // Of a source that is configured no more only the key of all decides.
      requireScope(request, { id, region: sources.get(id)?.region ?? '' });
      return settleReport(catalogue, paper, { ...request.body, by: request.caller?.by ?? 'unknown' });
    },
  );
};
