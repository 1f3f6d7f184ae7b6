/** A file that never changes under its name, whole or a part of it: Range, If-Range, If-None-Match, HEAD. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface ServedFile {
  path: string;
  /** Strong, with its quotes: the same bytes as long as it is the same. */
  etag: string;
  mediaType: string;
  cacheControl: string;
}

/** First and last byte that `Range` asks for; undefined where it asks for the whole, null for what there is not. */
export function rangeOf(header: string | undefined, size: number): [number, number] | undefined | null {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  // Several ranges, or what is none: the whole is always a right answer.
  if (asked === null || (asked[1] === '' && asked[2] === '')) return undefined;
  const [from, to] = [asked[1] as string, asked[2] as string];
  if (from === '') return Number(to) === 0 ? null : [Math.max(0, size - Number(to)), size - 1];
  if (Number(from) >= size || (to !== '' && Number(to) < Number(from))) return null;
  return [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
}

export async function sendRanged(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, etag, mediaType, cacheControl }: ServedFile,
): Promise<FastifyReply> {
  const { size, mtime } = await stat(path);
  reply
    .header('etag', etag)
    .header('last-modified', mtime.toUTCString())
    .header('accept-ranges', 'bytes')
    .header('cache-control', cacheControl)
    .type(mediaType);
  const { headers } = request;
  if (headers['if-none-match']?.split(',').some((each) => each.trim() === etag))
    return reply.code(304).send();
  const condition = headers['if-range'];
  const holds = condition === undefined || condition === etag || condition === mtime.toUTCString();
  const range = holds ? rangeOf(headers.range, size) : undefined;
  if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send();
  const [from, to] = range ?? [0, size - 1];
  if (range !== undefined) reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  reply.header('content-length', to - from + 1);
  // Of no answer at all Fastify would say that it has no bytes.
  if (request.method === 'HEAD' || size === 0) return reply.send(Readable.from([]));
  return reply.send(createReadStream(path, { start: from, end: to }));
}
