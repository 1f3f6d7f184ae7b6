import { z } from 'zod';
import { findUnknowns } from '../../../index/unknowns.ts';
import { repeated } from '../../parameters.ts';
import { UnknownsAnswer } from '../../schemas/unknowns.ts';
import { answers, type Route } from '../route.ts';

/** Sources of one question: each entry of theirs is looked at. The whole catalogue is asked on the command line. */
const MOST_SOURCES = 10;

/** What the sources say that no code list knows, for who adds words (`HUIMU_WORDS`) and replays. */
export const unknowns: Route = (server, { catalogue }) => {
  server.get(
    '/api/v1/unknowns',
    {
      schema: {
        tags: ['statistics'],
        summary: '未能理解的取值 / Values that were not understood',
        querystring: z
          .strictObject({
            source: repeated(z.string().min(1)).describe(`Sources, one to ${MOST_SOURCES}`),
            field: z.string().min(1).max(100).optional().describe('Of this field only, as theme'),
            size: z.coerce.number().int().min(1).max(1000).default(100).describe('Values shown'),
          })
          .refine(
            ({ source }) => source !== undefined && source.length >= 1 && source.length <= MOST_SOURCES,
            {
              path: ['source'],
              message: `1–${MOST_SOURCES}`,
            },
          ),
        response: answers(UnknownsAnswer),
      },
    },
    async ({ query: { source = [], field, size } }) => {
      const at = new Date().toISOString();
      const found = await findUnknowns(catalogue, {
        sources: source,
        size,
        ...(field !== undefined && { field }),
      });
      return { ...found, at };
    },
  );
};
