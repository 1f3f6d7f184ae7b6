/** What is wrong with a request's parameters: which, why, and what is allowed, in the caller's language. */
import type { FastifyError, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Language } from '../language.ts';
import type { ErrorAnswer } from '../schemas/error.ts';

type Fault = NonNullable<z.infer<typeof ErrorAnswer>['faults']>[number];

const LOCALES = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };
const PLACES: Record<string, string> = {
  querystring: 'query',
  params: 'path',
  body: 'body',
  headers: 'header',
};

const PARTS = { querystring: 'querystring', params: 'params', body: 'body', headers: 'headers' } as const;

export function faultsOf(
  error: Pick<FastifyError, 'validation' | 'validationContext'>,
  request: FastifyRequest,
  language: Language,
): Fault[] {
  const context = error.validationContext ?? 'querystring';
  return (error.validation ?? []).flatMap((each): Fault[] => {
    const input = valueAt(request, context, each.instancePath);
    const said = { ...each.params, code: each.keyword, input } as z.core.$ZodRawIssue;
    const { issue, others } = mainOf(said);
    const base = `${PLACES[context] ?? context}${each.instancePath === '/' ? '' : each.instancePath.replaceAll('/', '.')}`;
    const detail = wordsOf(issue, each.message, language) ?? each.keyword;
    if (issue.code === 'unrecognized_keys') {
      const keys = (issue as { keys?: string[] }).keys ?? [];
      const known = knownKeys(request, context);
      return keys.map((key) => ({ where: `${base}.${key}`, detail, ...(known && { allowed: known }) }));
    }
    const allowed = allowedBy(issue)?.concat(others.flatMap((other) => allowedBy(other) ?? []));
    return [{ where: base, detail, ...(allowed && { allowed }) }];
  });
}

/** A rule of our own says in both languages what it wants; of the others the library knows words. */
function wordsOf(
  issue: z.core.$ZodRawIssue,
  own: string | undefined,
  language: Language,
): string | undefined {
  if (issue.code === 'custom' && own !== undefined) return own;
  // The library's own words of a pattern are the pattern.
  if (issue.format === 'regex' && own !== worded(issue, 'en')) return own;
  return worded(issue, language) ?? own;
}

function worded(issue: z.core.$ZodRawIssue, language: Language): string | undefined {
  const words = LOCALES[language](issue);
  return typeof words === 'string' ? words : words?.message;
}

/** Of what may be one thing or another, what the first is wrong in; the others add what they allow. */
function mainOf(issue: z.core.$ZodRawIssue): { issue: z.core.$ZodRawIssue; others: z.core.$ZodRawIssue[] } {
  const ways = issue.code === 'invalid_union' ? ((issue.errors ?? []) as z.core.$ZodRawIssue[][]) : [];
  const [first, ...others] = ways.flatMap(([one]) =>
    one === undefined ? [] : [{ ...one, input: issue.input }],
  );
  return { issue: (first ?? issue) as z.core.$ZodRawIssue, others: others as z.core.$ZodRawIssue[] };
}

/** What was sent there, so that it can be said what came instead of what was wanted. */
function valueAt(request: FastifyRequest, context: string, path: string): unknown {
  const part = PARTS[context as keyof typeof PARTS];
  if (part === undefined) return undefined;
  // The validator's path starts with a slash and has one before each step.
  const steps = path.split('/').filter((step) => step !== '');
  let value: unknown = part === 'querystring' ? request.query : request[part];
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** Names that the route's schema has for this part of the request. */
function knownKeys(request: FastifyRequest, context: string): string[] | undefined {
  const part = PARTS[context as keyof typeof PARTS];
  const schema = part === undefined ? undefined : request.routeOptions.schema?.[part];
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : undefined;
}

function allowedBy(issue: z.core.$ZodRawIssue): string[] | undefined {
  if (issue.code === 'invalid_value') return (issue.values as unknown[]).map(String);
  if (issue.code === 'too_big') return [`≤ ${issue.maximum}`];
  if (issue.code === 'too_small') return [`≥ ${issue.minimum}`];
  if (issue.code === 'invalid_format' && typeof issue.pattern === 'string') return [issue.pattern];
  return undefined;
}
