/** How standards answer: in a media type of their own, with where else the same is to be had. */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refusals } from '../schemas/error.ts';

/** Of a route for its schema: these media types, and the one shape of errors. */
export const contents = (...types: string[]) => ({
  200: {
    content: Object.fromEntries(
      types.map((type) => [type, { schema: type.includes('json') ? z.looseObject({}) : z.string() }]),
    ),
  },
  ...refusals,
});

interface Answer {
  type: string;
  body: string;
  /** `Link` headers (RFC 8288): relation, address, media type. */
  links?: [rel: string, href: string, type?: string][];
}

/** Types of text say their charset; JSON is UTF-8 by itself. */
const withCharset = (type: string): string =>
  type.includes('json') || type.includes(';') ? type : `${type}; charset=utf-8`;

export function answer(reply: FastifyReply, { type, body, links = [] }: Answer): never {
  reply.header('content-type', withCharset(type)).header('cache-control', 'no-cache');
  if (links.length > 0)
    reply.header(
      'link',
      links
        .map(
          ([rel, href, media]) => `<${href}>; rel="${rel}"${media === undefined ? '' : `; type="${media}"`}`,
        )
        .join(', '),
    );
  // Made already: no schema serialises it.
  return (reply as { send(payload: unknown): unknown }).send(body) as never;
}
