/** The one shape of every error answer, and of a problem that a source or run has. */
import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../../config/errors/errors.ts';
import { Label } from './label.ts';

const CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];
export const Code = z.enum(CODES).describe('A code of the table at /api/v1/errors');

/** RFC 9457, with members of our own. */
export const ErrorAnswer = z
  .strictObject({
    type: z.string().describe('Where the code is explained'),
    title: z.string().describe('As `message`'),
    status: z.int().describe('The HTTP status'),
    instance: z.string().describe('The address that was asked for'),
    code: Code,
    message: z.string().describe('The code in words, in the language asked for'),
    detail: z.string().describe('What was wrong this time'),
    hint: z.string().optional().describe('What to do about it'),
    where: z.string().describe('Parameter (query.size) or address (GET /api/v1/x) at fault'),
    faults: z
      .array(
        z.strictObject({ where: z.string(), detail: z.string(), allowed: z.array(z.string()).optional() }),
      )
      .optional()
      .describe('Every faulty parameter, with what is allowed'),
    removed: z
      .strictObject({ id: z.string(), title: z.string(), resource: z.string(), removedAt: z.string() })
      .optional()
      .describe('The tombstone, with entry.removed'),
  })
  .meta({ id: 'Error' });

/**
 * How a route refuses, for its schema, with what a protocol says in media types of its own. Not `default`, under which
 * any success would pass for described.
 */
export const refusalsBeside = (others: Record<string, { schema: z.ZodType }>) => {
  const content = { 'application/problem+json': { schema: ErrorAnswer }, ...others };
  return {
    '4xx': { description: 'What the caller can mend', content },
    '5xx': { description: 'What the installation has to mend', content },
  };
};

/** How every other route does. */
export const refusals = refusalsBeside({});

/** A `RunProblem` with its code put into words. */
export const Problem = z
  .strictObject({
    code: Code,
    message: z.string(),
    detail: z.string(),
    retry: z.enum(['never', 'later', 'now']),
    blame: z.enum(['source', 'record', 'caller', 'us']),
  })
  .meta({ id: 'Problem' });

export const ErrorTable = z.strictObject({
  items: z.array(
    z.strictObject({
      code: Code,
      status: z.int(),
      retry: z.enum(['never', 'later', 'now']),
      blame: z.enum(['source', 'record', 'caller', 'us']),
      zh: z.string(),
      en: z.string(),
      mend: Label.nullable().describe('What the keeper of a platform or catalogue can do about it'),
    }),
  ),
});
