/** The addresses that standards give out: what they begin with, and those of resources and entries. */
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../config/errors/errors.ts';
import type { ApiContext } from '../context.ts';

/**
 * The public address, without closing slash: as it is set, else as the request came, by forwarded headers only where
 * the server trusts who sent them. Throws `request.invalid` where the request names no host.
 */
export function baseOf(
  { publicUrl }: Pick<ApiContext, 'publicUrl'>,
  { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>,
): string {
  if (publicUrl !== undefined) return publicUrl;
  const address = URL.parse(`${protocol}://${host}`);
  if (address === null || address.pathname !== '/' || address.username !== '')
    throw new CodedError('request.invalid', `Host: ${String(host).slice(0, 100)}`);
  return address.origin;
}

/** A resource's persistent IRI, and the page about it. */
export const resourceIri = (base: string, id: string): string =>
  `${base}/resources/${encodeURIComponent(id)}`;

/** An entry's: what one source says of a thing. */
export const entryIri = (base: string, id: string): string =>
  `${base}/api/v1/entries/${encodeURIComponent(id)}`;

export const catalogueIri = (base: string): string => `${base}/catalog`;

/** The terms that we add to others' vocabularies. */
export const termIri = (base: string, term: string): string => `${base}/ns#${term}`;
