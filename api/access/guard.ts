/** Puts the table's rule before every route that has one, and refuses to start with a route that ought to have one. */
import type { FastifyRequest, RouteOptions } from 'fastify';
import { CodedError } from '../../config/errors/errors.ts';
import type { Target } from '../audit/act.ts';
import { withSource } from '../audit/act.ts';
import type { ApiContext } from '../context.ts';
import type { ApiServer } from '../routes/route.ts';
import { isInScope } from './caller.ts';
import { refuseOtherSites, requireToken } from './cross-site.ts';
import { type Rule, ruleFor } from './rules.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the caller was not recognised, where a key was shown; open routes pass it by. */
    unrecognised: unknown;
  }
}

/** `own`: the start of addresses that look after themselves. */
export function guardRoutes(server: ApiServer, context: ApiContext, own: string): void {
  const missing: string[] = [];
  server.addHook('onRoute', (route) => {
    if (route.url.startsWith(own)) return;
    for (const method of [route.method].flat()) {
      const rule = ruleFor(method, route.url);
      if (rule !== undefined) guardRoute(route, method, rule, context);
      else if (!isPlainReading(method, route)) missing.push(`${method} ${route.url}`);
    }
  });
  server.addHook('onReady', async () => {
    if (missing.length === 0) return;
    throw new Error(`${missing.join(', ')}: who may do this? api/access/rules.ts does not say`);
  });
}

const isPlainReading = (method: string, { schema }: RouteOptions): boolean =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method) && schema?.security === undefined;

function guardRoute(route: RouteOptions, method: string, rule: Rule, context: ApiContext): void {
  const acts = rule.reads !== true && method !== 'GET' && method !== 'HEAD';
  const guard = async (request: FastifyRequest): Promise<void> => {
    if (acts) refuseOtherSites(request);
    if (rule.who !== 'anyone') await admit(request, rule, context);
    if (acts) requireToken(request);
  };
  route.onRequest = [...[route.onRequest ?? []].flat(), guard];
}

async function admit(request: FastifyRequest, rule: Rule, context: ApiContext): Promise<void> {
  const { caller } = request;
  if (caller === null) throw request.unrecognised ?? noKey(context);
  if (!rule.who.includes(caller.role as never)) throw denied(rule, caller.role);
  if (rule.on !== undefined) await requireNamed(request, rule, rule.on, context);
}

/** The source that the request is about, held against the caller's. */
async function requireNamed(
  request: FastifyRequest,
  rule: Rule,
  on: NonNullable<Rule['on']>,
  { catalogue, sources }: ApiContext,
): Promise<void> {
  if (request.caller?.role !== 'source-admin') return;
  const { id } = request.params as { id: string };
  const asked = (request.query as { source?: unknown }).source;
  if (on === 'query' && typeof asked !== 'string') {
    throw new CodedError('access.denied', rule.right, { hint: '?source=…' });
  }
  const target: Target = on === 'query' ? { source: asked as string } : { [on]: id };
  const named = (await withSource(catalogue, target)).source;
  const source = named == null ? undefined : sources.get(named);
  // Of what is not there the route itself says so.
  if (source === undefined && named == null) return;
  if (source === undefined || !isInScope(request.caller, source)) throw denied(rule, named ?? id);
}

/** For routes whose source stands in the body. Throws `access.denied`. */
export function requireScope(request: FastifyRequest, source: { id: string; region: string }): void {
  if (request.caller !== null && !isInScope(request.caller, source)) {
    throw new CodedError('access.denied', source.id);
  }
}

const denied = ({ right }: Rule, what: string): CodedError =>
  new CodedError('access.denied', `${right}: ${what}`);

const noKey = ({ adminKey }: ApiContext): CodedError =>
  new CodedError('request.unauthorized', 'Authorization: Bearer …', {
    hint:
      adminKey === undefined
        ? '请设置 HUIMU_ADMIN_KEY 后重启服务，或用 huimu keys make 生成密钥 / set HUIMU_ADMIN_KEY and start the server again, or make a key by huimu keys make'
        : '密钥即服务端的 HUIMU_ADMIN_KEY，或由它生成的密钥 / the key is the HUIMU_ADMIN_KEY that the server was started with, or one that was made by it',
  });
