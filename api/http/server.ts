/** The HTTP server: schemas, limits, security headers, errors, routes and pages, joined. Listening is the caller's. */
import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { controlAccess } from '../access/access.ts';
import { assistants } from '../assistants/route.ts';
import { recordActs } from '../audit/acting-routes.ts';
import type { ApiContext } from '../context.ts';
import { keys } from '../routes/access/keys.ts';
import { session } from '../routes/access/session.ts';
import { changes } from '../routes/catalogue/changes.ts';
import { entries } from '../routes/catalogue/entries.ts';
import { entryRaw } from '../routes/catalogue/entry-raw.ts';
import { history } from '../routes/catalogue/history.ts';
import { identity } from '../routes/catalogue/identity.ts';
import { resources } from '../routes/catalogue/resources.ts';
import { search } from '../routes/catalogue/search.ts';
import { similar } from '../routes/catalogue/similar.ts';
import { suggest } from '../routes/catalogue/suggest.ts';
import { unknowns } from '../routes/catalogue/unknowns.ts';
import { vocabularies } from '../routes/catalogue/vocabularies.ts';
import { exports } from '../routes/exports/exports.ts';
import { negotiated } from '../routes/exports/negotiated.ts';
import { snapshots } from '../routes/exports/snapshots.ts';
import { coverage } from '../routes/figures/coverage.ts';
import { operation } from '../routes/figures/operation.ts';
import { quality } from '../routes/figures/quality.ts';
import { statistics } from '../routes/figures/statistics.ts';
import { statisticsTable } from '../routes/figures/statistics-table.ts';
import { trends } from '../routes/figures/trends.ts';
import { watch } from '../routes/figures/watch.ts';
import { events } from '../routes/harvest/events.ts';
import { held } from '../routes/harvest/held.ts';
import { previews } from '../routes/harvest/previews.ts';
import { runs } from '../routes/harvest/runs.ts';
import { sourceCatalogue } from '../routes/harvest/source-catalogue.ts';
import { sourceQuality } from '../routes/harvest/source-quality.ts';
import { sourceRows } from '../routes/harvest/source-rows.ts';
import { sourceRuns } from '../routes/harvest/source-runs.ts';
import { sourceSettings } from '../routes/harvest/source-settings.ts';
import { sources } from '../routes/harvest/sources.ts';
import { templates } from '../routes/harvest/templates.ts';
import { deliveries } from '../routes/notices/deliveries.ts';
import { subscriptionLinks } from '../routes/notices/links.ts';
import { subscriptions } from '../routes/notices/subscriptions.ts';
import { demands } from '../routes/people/demands.ts';
import { reports } from '../routes/people/reports.ts';
import { countUnmetSearches, unmet } from '../routes/people/unmet.ts';
import type { ApiServer, Route } from '../routes/route.ts';
import { about } from '../routes/service/about.ts';
import { audit } from '../routes/service/audit.ts';
import { errors } from '../routes/service/errors.ts';
import { health } from '../routes/service/health.ts';
import { metrics } from '../routes/service/metrics.ts';
import { STANDARDS } from '../standards/routes.ts';
import { requireReadableQuery, sendError, sendNotFound, socketAnswer } from './error-answer.ts';
import { knownMethods } from './methods.ts';
import { describeApi, openapiRoute } from './openapi.ts';
import { isPageAddress, sendFirstPage, servePages } from './pages.ts';
import { BOARD_PATH, serveQueueBoard } from './queue-board.ts';

const ROUTES: Route[] = [
  assistants,
  search,
  suggest,
  similar,
  statistics,
  statisticsTable,
  exports,
  negotiated,
  snapshots,
  quality,
  history,
  trends,
  unknowns,
  changes,
  coverage,
  operation,
  entries,
  entryRaw,
  identity,
  resources,
  sources,
  sourceSettings,
  sourceRows,
  sourceRuns,
  sourceQuality,
  sourceCatalogue,
  templates,
  previews,
  runs,
  held,
  demands,
  unmet,
  reports,
  subscriptions,
  subscriptionLinks,
  deliveries,
  keys,
  session,
  audit,
  events,
  vocabularies,
  watch,
  errors,
  about,
  health,
  metrics,
];

/** Bytes of a request's body; the largest that is meant has two flags. */
const BODY_LIMIT = 64 * 1024;
/** Characters of an id in an address; local ids may be addresses themselves. */
const LONGEST_PARAMETER = 4000;

/** ms. Of the two the longer counts for bodies, whichever it is; whoever is slower is looked for every few seconds. */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };
/** What is under way when the server closes; nobody looks for the slow any more then. */
const LAST_CALL = 5_000;

/** Everything from here, nothing from elsewhere; no inline script. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

export async function createServer(context: ApiContext): Promise<ApiServer> {
  const server: ApiServer = fastify({
    logger: {
      level: context.logLevel,
      stream: process.stderr,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    bodyLimit: BODY_LIMIT,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: LONGEST_PARAMETER },
    trustProxy: context.proxies ?? false,
    forceCloseConnections: 'idle',
    requestTimeout: TIMEOUTS.requestTimeout,
    http: TIMEOUTS,
    frameworkErrors: sendFrameworkError,
    clientErrorHandler: sendSocketError,
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const methodsOf = knownMethods(server);
  const sendMissing = (request: FastifyRequest, reply: FastifyReply) =>
    sendNotFound(methodsOf(request.url.split('?')[0] as string), request, reply);
  server.setErrorHandler((error, request, reply) =>
    // A request's body is looked at before its address: where nothing takes one, that is what is said.
    request.is404 && isOfFramework(error) ? sendMissing(request, reply) : sendError(error, request, reply),
  );

  server.addHook('preClose', async () => {
    setTimeout(() => server.server.closeAllConnections(), LAST_CALL).unref();
  });

  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    // Served over plain HTTP at home; the proxy in front says so where there is TLS.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  // The tag is of the answer, not of its packing: it is made first.
  await server.register(etag, { weak: true });
  await server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await describeApi(server, context.version);

  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    // Answers are asked for anew and compared by ETag; their words depend on the reader's language.
    reply.header('cache-control', 'no-cache');
    reply.header('vary', 'accept-language');
    requireReadableQuery(request);
  });
  recordActs(server, context);
  await controlAccess(server, context, BOARD_PATH);
  countUnmetSearches(server, context);
  server.after(() => {
    for (const route of [...ROUTES, ...STANDARDS]) route(server, context);
    openapiRoute(server);
  });
  await serveQueueBoard(server, context);
  if (context.pages !== undefined) await servePages(server, context.pages);
  server.setNotFoundHandler((request, reply) => {
    if (context.pages !== undefined && isPageAddress(request)) return sendFirstPage(reply);
    return sendMissing(request, reply);
  });
  await server.ready();
  return server;
}

const isOfFramework = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code?.toString().startsWith('FST_ERR_') === true;

function sendFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  sendError(error, request, reply);
}

/** Before there is a request there is only a socket: what came was no HTTP, too long or too slow. */
function sendSocketError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else socket.end(socketAnswer(error.code), () => socket.destroySoon());
}
