/** A search or statistics asked for as a file (`Accept: text/csv`) is answered with the address of the export of the same. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Format, MEDIA_TYPES } from '../../exports/formats.ts';
import type { Route } from '../route.ts';

const PATHS: Record<string, string> = {
  '/api/v1/search': '/api/v1/exports/entries',
  '/api/v1/statistics': '/api/v1/exports/statistics',
};
/** What orders and pages hits is nothing to an export: it has all of them. */
const OF_PAGES = ['facets', 'facetSize', 'sort', 'highlight', 'fold', 'explain', 'size', 'cursor'];

/** For the schemas of both. */
export const toFile = {
  303: z.null().describe('Accept names a file: the address of the export of the same'),
};

const bare = (type: string): string => (type.split(';')[0] as string).trim().toLowerCase();
const FORMATS = new Map(
  (Object.entries(MEDIA_TYPES) as [Format, string][])
    // JSON is what they answer themselves.
    .filter(([format]) => format !== 'json')
    .map(([format, type]) => [bare(type), format]),
);

/** The format that the first of the types asked for names, the weightiest first; undefined where that is no file's. */
export function fileAsked(accept: string | undefined): Format | undefined {
  const [best] = (accept ?? '')
    .split(',')
    .map((each) => ({ type: bare(each), weight: Number(/;\s*q=([\d.]+)/.exec(each)?.[1] ?? 1) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return best === undefined ? undefined : FORMATS.get(best.type);
}

function addressFor({ url, headers }: FastifyRequest): string | undefined {
  const [path, query = ''] = url.split(/\?(.*)/s) as [string, string?];
  const to = PATHS[path];
  const format = to === undefined ? undefined : fileAsked(headers.accept);
  if (format === undefined) return undefined;
  const kept = new URLSearchParams(query);
  for (const name of OF_PAGES) kept.delete(name);
  return `${to}.${format}${kept.size === 0 ? '' : `?${kept}`}`;
}

export const negotiated: Route = (server) => {
  server.addHook('onRequest', async (request, reply) => {
    if (PATHS[request.url.split('?')[0] as string] === undefined) return;
    reply.header('vary', 'accept, accept-language');
    const address = addressFor(request);
    if (address !== undefined) return reply.redirect(address, 303);
  });
};
