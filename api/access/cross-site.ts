/** Pages of other sites do not act through their readers' browsers. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../config/errors/errors.ts';

export const CSRF_HEADER = 'x-csrf-token';

/** Browsers say whose page sends a request. Throws `request.forbidden`. */
export function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign = origin !== undefined && hostOf(origin) !== request.host;
  if (foreign || site === 'cross-site' || site === 'same-site') {
    throw new CodedError('request.forbidden', `Origin: ${origin ?? site}`);
  }
}

/** What a cookie lets in must bear what only a page of this site can read. Throws `request.forbidden`. */
export function requireToken(request: FastifyRequest): void {
  const session = request.caller?.session;
  if (session === undefined) return;
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''));
  const wanted = Buffer.from(session.csrf);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new CodedError('request.forbidden', CSRF_HEADER, {
    hint: `${CSRF_HEADER}: GET /api/v1/session → csrf`,
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
