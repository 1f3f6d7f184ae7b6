import { z } from 'zod';
import { AskedSchedule, ChangeSource } from '../../../harvester/registry/registry.ts';
import { actOfChange, settingsOf } from '../../audit/source-acts.ts';
import { Id, LANGUAGE, OnlyLanguage } from '../../parameters.ts';
import { SlotList, SourceAnswer } from '../../schemas/source.ts';
import { answers, type Route } from '../route.ts';
import { answerOf } from './sources.ts';

/** What was asked; nothing where the body was none. */
const askedIn = (body: unknown) => ChangeSource.safeParse(body).data ?? {};

/** A source's schedule, pace and pause, set beside its file. */
export const sourceSettings: Route = (server, context) => {
  const { registry } = context;

  server.patch(
    '/api/v1/sources/:id',
    {
      config: {
        act: {
          name: (body) => actOfChange(askedIn(body)),
          on: 'source',
          named: (body) => settingsOf(askedIn(body)),
        },
      },
      schema: {
        tags: ['sources'],
        summary: '设置计划、节奏，暂停或恢复 / Set schedule and pace, pause and resume',
        description:
          'Kept beside the file, which holds again where a setting is null. It holds here at once; in every other process for runs and slots that begin later, and within ten seconds for the pace of runs under way. A pace may only be slower than the file’s; harvests lie an hour apart at least. A person may start what is paused.',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        body: ChangeSource,
        response: answers(SourceAnswer),
      },
    },
    async (request) => {
      const { id } = request.params;
      const source = await registry.set(id, request.body, request.caller?.by ?? 'unknown');
      return answerOf(context, source, request);
    },
  );

  server.get(
    '/api/v1/sources/:id/slots',
    {
      schema: {
        tags: ['sources'],
        summary: '今后几次采集的时间 / When a source would be harvested next, by its schedule or another',
        params: Id,
        querystring: z.strictObject({
          schedule: AskedSchedule.optional().describe('Cron expression to try; its own where absent'),
          count: z.coerce.number().int().min(1).max(20).default(5),
          ...LANGUAGE,
        }),
        response: answers(SlotList),
      },
    },
    async ({ params: { id }, query: { schedule, count } }) => {
      const slots = registry.slots(id, count, schedule);
      const own = context.sources.get(id)?.harvest?.schedule ?? context.schedule;
      return { schedule: schedule ?? own, slots };
    },
  );
};
