import { z } from 'zod';
import { coverageAnswer } from '../../answers/coverage.ts';
import { repeated } from '../../parameters.ts';
import { Coverage } from '../../schemas/figures/coverage.ts';
import { answers, type Route } from '../route.ts';

/** What ought to be there, what is, and why the rest is not. */
export const coverage: Route = (server, context) => {
  server.get(
    '/api/v1/coverage',
    {
      schema: {
        tags: ['statistics'],
        summary:
          '覆盖情况：预期、已配置、已采集，按类型和省份 / Coverage against a baseline, by kind and province',
        querystring: z.strictObject({
          baseline: repeated(z.string().min(1).max(100)).describe('Ids of `baselines`, one a kind'),
          region: z
            .string()
            .regex(/^\d{6}$/)
            .optional()
            .describe('GB/T 2260; the country where absent'),
        }),
        response: answers(Coverage),
      },
    },
    async ({ query: { baseline, region } }) =>
      coverageAnswer(context, { ...(baseline && { baseline }), ...(region && { region }) }),
  );
};
