/** The built pages: files of `web/dist`, and its first page for every address that is the pages' own. */
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiServer } from '../routes/route.ts';

/** Addresses that are never a page: a wrong one gets a coded error, not a page that says nothing. */
const NOT_PAGES = /^\/(api|docs|admin|healthz|readyz|catalog|ns|oai|ogc|sitemaps)(\/|\?|$)/;

export async function servePages(server: ApiServer, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: ['index.html'],
    // Built files carry their hash in their name; the first page is asked for anew.
    setHeaders(reply, path) {
      const hashed = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** A reader's own address within the pages (`/resources/…`), not a file that is missing. */
export function isPageAddress(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = request.url.split('?')[0] as string;
  if (NOT_PAGES.test(request.url) || /\.[a-z0-9]{1,8}$/i.test(path)) return false;
  return (request.headers.accept ?? '').includes('text/html');
}

export function sendFirstPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
