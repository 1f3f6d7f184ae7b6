import { z } from 'zod';
import { ERRORS } from '../../../config/errors/errors.ts';
import type { ActFilter } from '../../../index/operations.ts';
import { languageOf } from '../../language.ts';
import { LANGUAGE, PAGING } from '../../parameters.ts';
import { ActList } from '../../schemas/audit.ts';
import { answers, type Route } from '../route.ts';

/** An instant, or a day in China time, which stands for its first instant. */
export const Instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => new Date(text.includes('T') ? text : `${text}T00:00:00+08:00`).toISOString());

/** What was done here, by whom, and what was refused; newest first. */
export const audit: Route = (server, context) => {
  const text = z.string().min(1).max(200).optional();
  server.get(
    '/api/v1/audit',
    {
      schema: {
        tags: ['audit'],
        summary: '审计日志 / The audit log',
        security: [{ key: [] }],
        querystring: z.strictObject({
          source: text,
          act: text,
          from: Instant.optional().describe('From this instant or day (China time) on'),
          until: Instant.optional().describe('Before this instant or day'),
          ...PAGING,
          ...LANGUAGE,
        }),
        response: answers(ActList),
      },
    },
    async (request) => {
      const { size, cursor, lang: _, ...asked } = request.query;
      const filter = Object.fromEntries(
        Object.entries(asked).filter(([, value]) => value !== undefined),
      ) as ActFilter;
      const page = await context.catalogue.acts(filter, size, cursor);
      const language = languageOf(request);
      const items = page.items.map((act) => ({
        ...act,
        message: act.refused === null ? null : ERRORS[act.refused][language],
      }));
      return { items, cursor: page.cursor };
    },
  );
};
