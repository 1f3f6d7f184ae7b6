/** How many bodies of files are taken in at one time: each lies in memory whole, however slowly it comes. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../../config/errors/errors.ts';

/** 64 MiB each. */
const AT_ONCE = 8;
const RETRY_AFTER = 30;

/** Hooks of a route that takes files; refused before a byte is read. Throws `request.rate-limited`. */
export function receivingFew() {
  const under = new WeakSet<FastifyRequest>();
  let count = 0;
  return {
    async onRequest(request: FastifyRequest): Promise<void> {
      if (count >= AT_ONCE) {
        throw new CodedError('request.rate-limited', `${AT_ONCE}`, { retryAfter: RETRY_AFTER });
      }
      count += 1;
      under.add(request);
    },
    async onResponse(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
      if (under.delete(request)) count -= 1;
    },
  };
}
